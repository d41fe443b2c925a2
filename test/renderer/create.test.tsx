import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startApp } from './render-app';
import { begunEnrolment, recoveryCodes, SECRET } from './sample-governance';

const PASSWORD = 'seven quiet lighthouses';

async function open(prepare: (bridge: FakeBridge) => void = () => undefined) {
  const started = startApp({ profile: null }, prepare);
  await started.user.click(
    await screen.findByRole('button', { name: /^Create an organization on this computer/ }),
  );
  await screen.findByRole('heading', { name: 'Which business is this for?' });
  return started;
}

/** By keys alone: every field is reached with Tab, every step is left with Enter. */
async function fillBusiness(user: UserEvent) {
  await user.keyboard('Harbor Street Capital{Tab}Harbor LLC{Tab}HRB 204{Tab}switz');
  await screen.findByRole('option', { name: /Switzerland/ });
  await user.keyboard('{ArrowDown}{Enter}{Tab}KYB-31{Tab} ');
  await user.keyboard('{Enter}');
  await screen.findByRole('heading', { name: 'How will its people sign in?' });
}
async function fillOwner(user: UserEvent, password = PASSWORD) {
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  await screen.findByRole('heading', { name: 'Who are you, its Owner?' });
  await user.keyboard('Olivia Reyes{Tab}olivia@harbor.example{Tab}');
  await user.keyboard(`${password}{Tab}{Tab}${password}{Enter}`);
}
async function review(user: UserEvent) {
  await fillBusiness(user);
  await fillOwner(user);
  await screen.findByRole('heading', { name: /^Create Harbor Street Capital/ });
}
const typeName = () => screen.getByLabelText<HTMLInputElement>('Type Harbor Street Capital to go on');

describe('creating an organization', () => {
  it('goes from the first field into the app by keyboard alone', async () => {
    const { bridge, user } = await open();
    await review(user);
    typeName().focus();
    await user.keyboard('Harbor Street Capital{Enter}');
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    expect(bridge.callsOf('desktop.createOrganization')).toEqual([
      {
        name: 'desktop.createOrganization',
        input: {
          name: 'Harbor Street Capital',
          kyb: {
            legalName: 'Harbor LLC',
            registrationNumber: 'HRB 204',
            country: 'CH',
            reference: 'KYB-31',
            confirmed: true,
          },
          signInPolicy: 'authenticator-or-passkey',
          session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
          owner: { displayName: 'Olivia Reyes', email: 'olivia@harbor.example', password: PASSWORD },
        },
      },
    ]);
    expect(screen.getByText(SECRET.match(/.{4}/g)?.join(' ') ?? '')).toBeTruthy();
    await user.keyboard('123456');
    await screen.findByRole('heading', { name: 'Keep your recovery codes' });
    expect(screen.getAllByRole('listitem').filter((one) => one.closest('.recovery-codes'))).toHaveLength(10);
    await user.type(screen.getByLabelText('Type one of them back'), 'not one of them{Enter}');
    expect((await screen.findByText('This is none of the ten codes shown.')).getAttribute('role')).toBe(
      'alert',
    );
    const field = screen.getByLabelText('Type one of them back');
    await user.clear(field);
    await user.type(field, `${recoveryCodes[4] ?? ''}{Enter}`);
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeTruthy();
  });

  it('asks for what is missing on its field, and puts the focus on the first', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByText('Enter the name of the organization.')).toBeTruthy();
    expect(screen.getByText('Choose a country from the list.')).toBeTruthy();
    expect(screen.getByText('Confirm this to go on.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText('Name of the organization'));
    await user.keyboard('H');
    expect(screen.queryByText('Enter the name of the organization.')).toBeNull();
  });

  it('keeps what was entered when going back', async () => {
    const { user } = await open();
    await fillBusiness(user);
    await user.click(screen.getByRole('button', { name: 'Back' }));
    expect((await screen.findByLabelText<HTMLInputElement>('Name of the organization')).value).toBe(
      'Harbor Street Capital',
    );
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('Switzerland');
    expect(screen.getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
  });

  it('refuses short and differing passwords in words', async () => {
    const { user } = await open();
    await fillBusiness(user);
    await fillOwner(user, 'short');
    expect(await screen.findByText('Use at least 12 characters; these are 5.')).toBeTruthy();
    await user.type(screen.getByLabelText('The same password again'), 'x');
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByText('The two passwords aren’t the same.')).toBeTruthy();
  });

  it('shows everything before the irreversible step, and waits for the name', async () => {
    const { bridge, user } = await open();
    await review(user);
    for (const words of ['Harbor LLC', 'Switzerland', 'KYB-31', 'olivia@harbor.example'])
      expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/not whoever controls the computer/)).toBeTruthy();
    expect(document.body.textContent).not.toContain(PASSWORD);
    await user.type(typeName(), 'Harbor');
    await user.click(screen.getByRole('button', { name: 'Create organization' }));
    expect(await screen.findByText('This isn’t the organization’s name.')).toBeTruthy();
    expect(bridge.callsOf('desktop.createOrganization')).toHaveLength(0);
  });

  it('sends once for a double click, then holds no password any more', async () => {
    let answer: () => void = () => undefined;
    const { bridge, user } = await open((fake) =>
      fake.on(
        'desktop.createOrganization',
        () => new Promise((resolve) => (answer = () => resolve(begunEnrolment))),
      ),
    );
    await review(user);
    await user.type(typeName(), 'Harbor Street Capital');
    await user.dblClick(screen.getByRole('button', { name: 'Create organization' }));
    expect(bridge.callsOf('desktop.createOrganization')).toHaveLength(1);
    act(answer);
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    expect(document.documentElement.outerHTML).not.toContain(PASSWORD);
  });

  it('brings a refused field back to its step, its words, and the focus', async () => {
    const { user } = await open((fake) =>
      fake.on('desktop.createOrganization', () => {
        throw new Refused('validation_failed', '', {
          errors: [{ path: 'owner.password', message: 'too common: choose one that nobody would guess' }],
        });
      }),
    );
    await review(user);
    await user.type(typeName(), 'Harbor Street Capital{Enter}');
    expect(await screen.findByText('Too common: choose one that nobody would guess.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Password')));
    expect(screen.getByLabelText<HTMLInputElement>('Your name').value).toBe('Olivia Reyes');
  });

  it('doesn’t lose a half-filled form to Escape', async () => {
    const { user } = await open();
    await user.keyboard('Harbor{Escape}');
    await screen.findByRole('alertdialog', { name: 'Leave without creating it?' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByLabelText<HTMLInputElement>('Name of the organization').value).toBe('Harbor');
    await user.click(screen.getByRole('button', { name: 'Leave' }));
    await user.click(await screen.findByRole('button', { name: 'Drop it and leave' }));
    expect(await screen.findByRole('button', { name: /^Explore a sample organization/ })).toBeTruthy();
  });

  it('begins again when the key is no longer good', async () => {
    const { user } = await open((fake) =>
      fake.on('desktop.confirmEnrolment', () => {
        throw new Refused('unauthenticated');
      }),
    );
    await review(user);
    await user.type(typeName(), 'Harbor Street Capital{Enter}');
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    await user.keyboard('123456');
    expect(await screen.findByText(/This took too long/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Begin again' }));
    const password = await screen.findByLabelText<HTMLInputElement>('Password');
    expect(password.value).toBe('');
    expect(screen.getByLabelText<HTMLInputElement>('Your name').value).toBe('Olivia Reyes');
  });

  it('axe finds nothing on any step', async () => {
    const { user } = await open();
    expect(await violations()).toEqual([]);
    await fillBusiness(user);
    expect(await violations()).toEqual([]);
    await fillOwner(user);
    await screen.findByRole('heading', { name: /^Create Harbor/ });
    expect(await violations()).toEqual([]);
    await user.type(typeName(), 'Harbor Street Capital{Enter}');
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    expect(await violations()).toEqual([]);
    await user.keyboard('123456');
    await screen.findByRole('heading', { name: 'Keep your recovery codes' });
    expect(await violations()).toEqual([]);
  });
});

describe('the organization of this computer', () => {
  it('is offered first, and opened', async () => {
    const { user } = startApp({ profile: null, localOrganization: { name: 'Harbor Street Capital' } });
    const offered = await screen.findAllByRole('button', { name: /^(Open|Explore|Create)/ });
    expect(offered.map((one) => one.querySelector('b')?.textContent)).toEqual([
      'Open Harbor Street Capital',
      'Explore a sample organization',
    ]);
    await user.click(offered[0]!);
    expect(await screen.findByRole('heading', { name: 'Harbor Street Capital' })).toBeTruthy();
  });

  it('says when it could not be opened', async () => {
    const { user } = startApp({ profile: null, localOrganization: { name: 'Harbor' } }, (fake) =>
      fake.on('desktop.openLocal', () => {
        throw new Refused('unavailable');
      }),
    );
    await user.click(await screen.findByRole('button', { name: /^Open Harbor/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('It could not be opened.');
  });
});

describe('where there is no keychain', () => {
  async function atTheReview() {
    const started = await open((bridge) => bridge.on('desktop.lookAtKeychain', () => ({ keychain: 'none' })));
    await review(started.user);
    return started;
  }
  const sent = (bridge: FakeBridge) =>
    bridge
      .callsOf('desktop.createOrganization')
      .map(({ input }) => (input as { keyProtection?: unknown }).keyProtection);

  it('a passphrase is asked for before anything is made, and axe finds nothing', async () => {
    const { bridge, user } = await atTheReview();
    await user.type(typeName(), 'Harbor Street Capital');
    await user.click(screen.getByRole('button', { name: 'Create organization' }));
    expect(await screen.findByText('At least 12 characters.')).toBeTruthy();
    expect(bridge.callsOf('desktop.createOrganization')).toEqual([]);
    await user.type(screen.getByLabelText('Passphrase'), 'nine herons on the quay');
    await user.type(screen.getByLabelText('The same again'), 'nine herons on the quay');
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Create organization' }));
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    expect(sent(bridge)).toEqual([{ protection: 'passphrase', passphrase: 'nine herons on the quay' }]);
  });

  it('a file is what who says so gets, with no passphrase', async () => {
    const { bridge, user } = await atTheReview();
    await user.click(screen.getByRole('radio', { name: 'In a file only your user account can read' }));
    await user.type(typeName(), 'Harbor Street Capital');
    await user.click(screen.getByRole('button', { name: 'Create organization' }));
    await screen.findByRole('heading', { name: 'Set up your authenticator' });
    expect(sent(bridge)).toEqual([{ protection: 'file' }]);
  });
});
