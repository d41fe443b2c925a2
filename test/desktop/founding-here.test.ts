import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { FOUNDING } from './founding';
import {
  atHome,
  call,
  confirm,
  create,
  finish,
  here,
  onAnEmptyDisk,
  onDisk,
  refusal,
  start,
  value,
  type Shown,
} from './local-desktop';

onAnEmptyDisk();

describe('creating the organization on this computer', () => {
  test('ends with the Owner signed in and everything in its place', async () => {
    const shown = await create();
    expect(shown.uri).toContain(shown.secret);
    expect(Buffer.from(shown.qr.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).toMatch(
      /^<svg [^>]*viewBox/,
    );
    expect(here.services.state.current).toMatchObject({
      profile: null,
      session: null,
      localOrganization: null,
    });

    const codes = await confirm(shown);
    expect(codes).toHaveLength(10);
    expect(here.services.state.current.session).toBeNull();
    expect(onDisk()).not.toContain('organization');

    const typed = ` ${codes[9]?.toUpperCase().replaceAll('-', ' – ') ?? ''} `;
    expect(await value('desktop.finishEnrolment', { recoveryCode: typed })).toMatchObject({
      member: { displayName: 'Sunniva Dahl', owner: true },
    });
    expect(here.services.state.current).toMatchObject({
      profile: { kind: 'local', organizationName: 'Fjord Capital', status: 'ready', people: [] },
      session: { member: { email: 'sunniva@fjord.example' } },
      lastEmail: 'sunniva@fjord.example',
      localOrganization: { name: 'Fjord Capital' },
    });
    expect(onDisk()).toEqual(['organization']);
    expect(await value('organization.get')).toMatchObject({ name: 'Fjord Capital' });
    expect(await value('audit.verify')).toMatchObject({ ok: true });
  });

  test('the page never shows the sign-in on the way', async () => {
    await finish(await confirm(await create()));
    const states = here.emitted.flatMap(([name, payload]) =>
      name === 'desktop.changed' ? [payload as DesktopState] : [],
    );
    expect(states.filter(({ profile, session }) => profile?.status === 'ready' && session === null)).toEqual(
      [],
    );
  });

  test('nothing that crosses holds a token, and the folder is for this user only', async () => {
    const shown = await create();
    const codes = await confirm(shown);
    const session = await finish(codes);
    expect(JSON.stringify([here.emitted, session])).not.toMatch(/[\w-]{43}|password|secret/i);
    if (process.platform !== 'win32')
      for (const name of ['.', 'secret.key', 'organization.json'])
        expect(fs.statSync(atHome(name)).mode & 0o077).toBe(0);
    expect(fs.statSync(atHome('secret.key')).size).toBe(32);
  });

  test('a wrong code and a wrong recovery code are told, and can be tried again', async () => {
    const shown = await create();
    expect(await refusal('desktop.confirmEnrolment', { code: '000000' })).toMatchObject({
      code: 'second_factor_invalid',
    });
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: 'x' })).toMatchObject({
      code: 'conflict',
    });
    const codes = await confirm(shown);
    for (const recoveryCode of ['', '-', 'aaaaa-aaaaa-aaaaa-aaaaa'])
      expect(await refusal('desktop.finishEnrolment', { recoveryCode })).toMatchObject({
        code: 'validation_failed',
        errors: [{ path: 'recoveryCode' }],
      });
    await finish(codes);
  });

  test('what the engine refuses leaves nothing', async () => {
    const owner = { ...FOUNDING.owner, password: 'password1234' };
    expect(await refusal('desktop.createOrganization', { ...FOUNDING, owner })).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'owner.password' }],
    });
    expect(onDisk()).toEqual([]);
  });

  test('asked twice at once happens once', async () => {
    const [first, second] = await Promise.all([
      call('desktop.createOrganization', FOUNDING),
      call('desktop.createOrganization', FOUNDING),
    ]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  });

  test('a second one is refused, before anything is made', async () => {
    await finish(await confirm(await create()));
    await value('desktop.leave');
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(onDisk()).toEqual(['organization']);
  });

  test('what stands in its place already is left alone', async () => {
    fs.mkdirSync(path.join(here.userData, 'organization'));
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(fs.readdirSync(path.join(here.userData, 'organization'))).toEqual([]);
  });

  test('is locked with the passphrase that was chosen, opens with it, and asks for it after the next start', async () => {
    const keyProtection = { protection: 'passphrase', passphrase: 'nine herons on the quay' };
    const common = { protection: 'passphrase', passphrase: 'password1234' };
    expect(await refusal('desktop.createOrganization', { ...FOUNDING, keyProtection: common })).toMatchObject(
      { code: 'validation_failed', errors: [{ path: 'keyProtection.passphrase' }] },
    );
    const { totp } = await value<{ totp: Shown }>('desktop.createOrganization', {
      ...FOUNDING,
      keyProtection,
    });
    await finish(await confirm(totp));
    expect(here.services.state.current.localData).toMatchObject({
      protection: 'passphrase',
      wanted: 'passphrase',
    });
    expect(fs.existsSync(atHome('secret.key'))).toBe(false);
    await here.services.stop();
    here.services = start();
    await call('desktop.openLocal');
    expect(here.services.state.current.unopened).toMatchObject({ trouble: 'passphrase-needed' });
    await value('desktop.openLocal', { passphrase: keyProtection.passphrase });
    expect(here.services.state.current.profile).toMatchObject({ kind: 'local', status: 'ready' });
    // Real hashing, several times over.
  }, 20_000);

  test('a lock of the machine gives up what was begun, codes and all', async () => {
    const codes = await confirm(await create());
    here.services.session.end('lock-screen');
    expect(here.services.state.current.cleared).toEqual({ count: 1, because: 'lock-screen', gaveUp: true });
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: codes[0] })).toMatchObject({
      code: 'conflict',
    });
    await vi.waitFor(() => expect(onDisk()).toEqual([]));
    here.services.session.end('lock-screen');
    expect(here.services.state.current.cleared).toEqual({ count: 2, because: 'lock-screen', gaveUp: false });
  });

  test('a lock of the machine in the last step keeps the organization, and asks for a sign-in', async () => {
    const codes = await confirm(await create());
    const finished = refusal('desktop.finishEnrolment', { recoveryCode: codes[0] });
    here.services.session.end('lock-screen');
    expect(await finished).toMatchObject({ code: 'session_expired' });
    expect(here.services.state.current).toMatchObject({
      profile: { kind: 'local', status: 'ready' },
      session: null,
    });
  });
});
