import fs from 'node:fs';
import path from 'node:path';
import { generate } from 'otplib';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeOrganization, removeAbandonedFoundings } from '../../main/backend/local/organization-folder';
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

const PASSWORD = FOUNDING.owner.password;

onAnEmptyDisk();

describe('left before it was finished, it never was', () => {
  const steps: [string, () => Promise<unknown>][] = [
    ['after the seed was shown', create],
    ['after the first code', async () => confirm(await create())],
  ];

  test.each(steps)('%s, by going back', async (_when, upTo) => {
    await upTo();
    await value('desktop.leave');
    expect(onDisk()).toEqual([]);
    expect(await refusal('desktop.finishEnrolment', { recoveryCode: 'x' })).toMatchObject({
      code: 'conflict',
    });
    await finish(await confirm(await create()));
  });

  test.each(steps)('%s, by beginning again', async (_when, upTo) => {
    await upTo();
    await finish(await confirm(await create()));
    expect(onDisk()).toEqual(['organization']);
  });

  test.each(steps)('%s, by quitting', async (_when, upTo) => {
    await upTo();
    await here.services.stop();
    expect(onDisk()).toEqual([]);
  });

  test.each(steps)('%s, by a kill: the next start clears up', async (_when, upTo) => {
    await upTo();
    const left = path.join(here.userData, 'copy');
    const [founding = ''] = onDisk();
    fs.cpSync(path.join(here.userData, founding), path.join(left, founding), { recursive: true });
    fs.mkdirSync(path.join(left, 'founding-fathers'));
    expect(describeOrganization(left)).toBeNull();
    await removeAbandonedFoundings(left);
    expect(fs.readdirSync(left)).toEqual(['founding-fathers']);
    fs.rmSync(left, { recursive: true });
  });

  test('a step under way is waited for', async () => {
    const creating = call('desktop.createOrganization', FOUNDING);
    await value('desktop.leave');
    expect(await creating).toMatchObject({ ok: true });
    expect(onDisk()).toEqual([]);
  });
});

describe('the organization on this computer', () => {
  let secret: string;
  beforeEach(async () => {
    const shown = await create();
    ({ secret } = shown);
    await finish(await confirm(shown));
  });

  const again = async (): Promise<void> => {
    await here.services.stop();
    here.services = start();
  };

  test('is known at the next start without being opened, and opens for its Owner', async () => {
    await again();
    expect(here.services.state.current).toMatchObject({
      localOrganization: { name: 'Fjord Capital' },
      profile: null,
    });
    expect(await value('desktop.openLocal')).toMatchObject({ profile: { kind: 'local', status: 'ready' } });
    expect(here.services.state.current.session).toBeNull();
    // The code of this step was used for confirming; the next one is within the engine's tolerance.
    const totp = await generate({ secret, epoch: Date.now() / 1000 + 30 });
    expect(
      await value('desktop.signIn', { email: FOUNDING.owner.email, password: PASSWORD, totp }),
    ).toMatchObject({ member: { displayName: 'Sunniva Dahl' } });
  });

  test('leaving goes back to the welcome screen and deletes nothing', async () => {
    await value('desktop.leave');
    expect(here.services.state.current).toMatchObject({
      profile: null,
      session: null,
      localOrganization: { name: 'Fjord Capital' },
    });
    expect(fs.existsSync(atHome('countersign.db'))).toBe(true);
    await value('desktop.openLocal');
  });

  test('isn’t opened over the sample, nor the sample over it', async () => {
    expect(await refusal('desktop.openSample')).toMatchObject({ code: 'conflict' });
    await value('desktop.leave');
    await value('desktop.openSample');
    expect(await refusal('desktop.openLocal')).toMatchObject({ code: 'conflict' });
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({ code: 'conflict' });
  });

  test.each<[string, () => void, RegExp]>([
    ['a missing key', () => fs.rmSync(atHome('secret.key')), /key .* is missing/],
    ['a short key', () => fs.truncateSync(atHome('secret.key'), 16), /key .* is damaged/],
    [
      'a damaged database',
      () => fs.writeFileSync(atHome('countersign.db'), Buffer.alloc(8192, 7)),
      /database .* is damaged/,
    ],
    ['an emptied database', () => fs.truncateSync(atHome('countersign.db'), 0), /database .* is damaged/],
  ])('%s keeps it closed, says so and changes nothing', async (_what, harm, says) => {
    await here.services.stop();
    harm();
    const before = fs.readFileSync(atHome('countersign.db'));
    here.services = start();
    const found = await refusal('desktop.openLocal');
    expect(found.code).toBe('unavailable');
    expect(found.detail).toMatch(says);
    expect(here.services.state.current.profile).toBeNull();
    expect(fs.readFileSync(atHome('countersign.db')).equals(before)).toBe(true);
    expect(fs.existsSync(atHome('secret.key'))).toBe(!/missing/.test(_what));
  });

  test('without its database it is known to be damaged, and nothing takes its place', async () => {
    await here.services.stop();
    fs.rmSync(atHome('countersign.db'));
    const key = fs.readFileSync(atHome('secret.key'));
    here.services = start();
    expect(here.services.state.current.localOrganization).toMatchObject({ name: 'Fjord Capital' });
    expect(await refusal('desktop.openLocal')).toMatchObject({ code: 'unavailable' });
    expect(fs.existsSync(atHome('countersign.db'))).toBe(false);
    expect(await refusal('desktop.createOrganization', FOUNDING)).toMatchObject({
      code: 'organization_exists',
    });
    expect(fs.readFileSync(atHome('secret.key')).equals(key)).toBe(true);
  });

  test('an invited colleague comes in by the same three steps', async () => {
    const code = await invite();
    await value('desktop.signOut');
    const shown = await value<{ totp: Shown; displayName: string; email: string }>(
      'desktop.acceptInvitation',
      {
        code,
        password: 'another long pass phrase',
      },
    );
    expect(shown).toMatchObject({ displayName: 'Jonas Berg', email: 'jonas@fjord.example' });
    await finish(await confirm(shown.totp));
    expect(here.services.state.current.session?.member).toMatchObject({
      displayName: 'Jonas Berg',
      owner: false,
    });
    expect(
      await refusal('desktop.acceptInvitation', { code, password: 'another long pass phrase' }),
    ).toMatchObject({
      code: 'conflict',
    });
  });

  test('an unknown invitation is refused', async () => {
    expect(
      await refusal('desktop.acceptInvitation', {
        code: 'x'.repeat(43),
        password: 'another long pass phrase',
      }),
    ).toMatchObject({ code: 'not_found' });
  });

  async function invite(): Promise<string> {
    const created = await value<{ id: string; result?: { invitationCode?: string } }>('requests.create', {
      operation: 'member.invite',
      params: {
        email: 'jonas@fjord.example',
        displayName: 'Jonas Berg',
        grants: {
          workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['view', 'approve'] }],
          accounts: [],
        },
      },
    });
    return (
      created.result?.invitationCode ??
      (await value<{ invitationCode: string }>('requests.collect', { id: created.id })).invitationCode
    );
  }
});
