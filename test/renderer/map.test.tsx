import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MemberView } from '../../shared/contract/organization';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, aSession, mem, person } from './sample-data';
import {
  aPolicy,
  governed,
  governingMembers,
  owner,
  someServiceUsers,
  somePolicies,
} from './sample-policies';

beforeEach(() => localStorage.clear());

async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = owner()) {
  const started = await startSignedIn(null, session, (bridge) => {
    governed(bridge);
    prepare(bridge);
  });
  await started.user.click(screen.getByRole('button', { name: /^Governance map/ }));
  await screen.findByRole('heading', { level: 1, name: 'Governance map' });
  return started;
}
const drawing = () => within(screen.getByRole('group', { name: /^Who can start and decide what/ }));
const beside = () => within(screen.getByRole('complementary', { name: 'Governance map' }));

describe('the governance map', () => {
  it('draws everyone with what they start and decide, and every workflow with its threshold', async () => {
    await open();
    const dana = await waitFor(() => drawing().getByRole('button', { name: /^Dana Okafor/ }));
    expect(dana.textContent).toBe('DODana Okafor Head of Treasury. starts Manage Addresses');
    expect(drawing().getByRole('button', { name: /^payout-bot-eu Service User, no key/ })).toBeTruthy();
    expect(drawing().getByRole('button', { name: /^Noor Haddad .*views only/ })).toBeTruthy();
    const addresses = drawing().getByRole('button', { name: /^Manage Addresses/ });
    expect(addresses.textContent).toContain('2 of 3 decide');
    expect(addresses.textContent).toContain('no spare');
    expect(drawing().getByRole('button', { name: /^Initiate Withdrawal/ }).textContent).toContain('Locked');
  });

  it('says the same in words', async () => {
    await open();
    const words = within(await screen.findByRole('region', { name: 'Manage Addresses' }));
    expect(words.getByText('Can decide, 2 needed').nextElementSibling?.textContent).toBe(
      'Helena Brandt, Aiko Watanabe, and Priya Raman',
    );
    expect(words.getByText('Can start').nextElementSibling?.textContent).toBe(
      'Helena Brandt and Dana Okafor',
    );
  });

  it('lists who is irreplaceable, and says what falls over without them', async () => {
    const { user } = await open();
    expect(await beside().findByRole('heading', { name: /^Single points of failure/ })).toBeTruthy();
    await user.click(beside().getByRole('button', { name: /^Aiko Watanabe/ }));
    expect(beside().getByRole('heading', { name: 'If Aiko is away' })).toBeTruthy();
    const effects = beside()
      .getAllByRole('listitem')
      .map((one) => one.textContent);
    expect(effects).toContainEqual(expect.stringContaining('Manage Addresses stops2 needed, 1 left'));
    expect(effects).toContainEqual(expect.stringContaining('Manage Access goes on, 1 spare'));
    expect(drawing().getByRole('button', { name: /^Aiko Watanabe.*single point of failure/ })).toBeTruthy();
  });

  it('claims nothing of what waits before the engine has answered', async () => {
    await open((bridge) => bridge.on('simulate', () => new Promise<never>(() => undefined)));
    await waitFor(() => drawing().getByRole('button', { name: /^Dana Okafor/ }));
    expect(beside().queryByText('Nothing waits for anybody yet')).toBeNull();
    expect(beside().queryByText('Nobody is irreplaceable')).toBeNull();
  });

  it('is one stop for Tab, and arrow keys walk it', async () => {
    const { user } = await open();
    await waitFor(() => drawing().getByRole('button', { name: /^Dana Okafor/ }));
    const nodes = () => [...document.querySelectorAll<HTMLElement>('[data-map-node]')];
    expect(nodes().filter((one) => one.tabIndex === 0)).toHaveLength(1);
    act(() =>
      nodes()
        .find((one) => one.tabIndex === 0)
        ?.focus(),
    );
    const first = document.activeElement;
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).not.toBe(first);
    expect((document.activeElement as HTMLElement).dataset.mapNode).toMatch(/^(mem|svc)_/);
    expect(document.activeElement?.getAttribute('aria-current')).toBe('true');
    await user.keyboard('{ArrowRight}');
    expect((document.activeElement as HTMLElement).dataset.mapNode).toMatch(
      /^(withdrawals|addresses|access|policies)$/,
    );
    expect(beside().getByRole('heading', { name: /^What .* needs$/ })).toBeTruthy();
    await user.keyboard('{ArrowLeft}{Home}');
    const top = document.activeElement;
    await user.keyboard('{End}{ArrowDown}');
    expect(document.activeElement).not.toBe(top);
    expect(nodes().filter((one) => one.tabIndex === 0)).toEqual([document.activeElement]);
  });

  it('offers to mend with whom the engine says would help, as a draft of their access', async () => {
    const { bridge, user } = await open((fake) => {
      const before = fake;
      before.on('simulate', (input) => {
        const helps = input.changes.some(({ params }) => params.memberId === mem('ingrid'));
        return {
          coverageBefore: [],
          coverage: somePolicies().map(({ workflow, coverage }) => ({
            workflow,
            ...coverage,
            ...(workflow === 'addresses' ? { spare: helps ? 1 : 0 } : {}),
          })),
          warnings: [],
          affectedPending: [],
          outcomes: (input.probe ?? []).map(({ operation }) => {
            const outcome = {
              outcome: 'queue' as const,
              requiredApprovals: 2,
              eligibleApprovers:
                operation === 'address.crypto.add'
                  ? ['aiko', 'priya'].map(person)
                  : ['aiko', 'priya', 'ingrid', 'noor'].map(person),
            };
            return { before: outcome, after: outcome };
          }),
        };
      });
    });
    await user.click(await beside().findByRole('button', { name: /^Aiko Watanabe/ }));
    const give = await beside().findByRole('button', {
      name: 'Draft Approve on Manage Addresses for Ingrid Solheim',
    });
    expect(beside().queryByRole('button', { name: /for Dana Okafor/ })).toBeNull();
    await user.click(give);
    expect(await beside().findByText('In your draft')).toBeTruthy();
    expect(bridge.callsOf('requests.create')).toEqual([]);
    await user.click(screen.getByRole('radio', { name: 'With my draft' }));
    await waitFor(() =>
      expect(drawing().getByRole('button', { name: /^Ingrid Solheim/ }).textContent).toContain(
        'decides Manage Addresses',
      ),
    );
  });

  it('says what isn’t covered, in words beside the colour', async () => {
    await open((bridge) => {
      const uncovered = [
        aPolicy('withdrawals'),
        aPolicy('addresses', {
          requiredApprovals: 3,
          coverage: { ok: false, spare: -1, shortfalls: [] },
        }),
        aPolicy('access'),
        aPolicy('policies'),
      ];
      governed(bridge, () => uncovered);
    });
    expect(await beside().findByRole('heading', { name: 'Not covered' })).toBeTruthy();
    expect(await beside().findByText('Treasury, started by Dana Okafor: 2 of 3 could approve.')).toBeTruthy();
    const short = drawing().getByRole('button', { name: /^Manage Addresses/ });
    expect(short.textContent).toContain('Not covered');
    expect(beside().queryByText('Nobody is irreplaceable')).toBeNull();
  });

  it('draws members with the same power as one where there are many', async () => {
    const crowd: MemberView[] = Array.from({ length: 200 }, (_, index) => ({
      id: mem(`many${String(index)}`),
      displayName: `Person ${String(index)}`,
      owner: false,
      status: 'active',
      grants: {
        workflows: [{ workflow: 'withdrawals', accountId: '*', permissions: ['initiate'] }],
        accounts: [],
      },
      version: 1,
    }));
    await open((bridge) =>
      bridge.on('members.list', () => ({ items: [...governingMembers(), ...crowd], nextCursor: null })),
    );
    const group = await waitFor(() => drawing().getByRole('button', { name: /^200 people/ }));
    expect(group.textContent).toContain('starts Initiate Withdrawal');
    expect(document.querySelectorAll('[data-map-node]').length).toBeLessThan(15);
    act(() => group.click());
    expect(beside().getByText('Person 199')).toBeTruthy();
  });

  it('tells those apart in a crowd who hold the same workflows on other accounts, or complete alone', async () => {
    const grants = [
      { accountId: '*' as const, permissions: ['initiate' as const] },
      { accountId: acc('Treasury'), permissions: ['initiate' as const] },
      { accountId: '*' as const, permissions: ['execute' as const] },
    ];
    const crowd: MemberView[] = Array.from({ length: 30 }, (_, index) => ({
      id: mem(`many${String(index)}`),
      displayName: `Person ${String(index)}`,
      owner: false,
      status: 'active',
      grants: {
        workflows: grants.slice(index % 3, (index % 3) + 1).map((one) => ({ workflow: 'addresses', ...one })),
        accounts: [],
      },
      version: 1,
    }));
    await open((bridge) =>
      bridge.on('members.list', () => ({ items: [...governingMembers(), ...crowd], nextCursor: null })),
    );
    await waitFor(() => expect(drawing().getAllByRole('button', { name: /^10 people/ })).toHaveLength(2));
    expect(
      drawing().getByRole('button', { name: /^10 people.*completes Manage Addresses alone/ }),
    ).toBeTruthy();
  });

  it('says who completes alone, in words, in the lines and in the legend', async () => {
    await open();
    const words = within(await screen.findByRole('region', { name: 'Manage Addresses' }));
    expect(words.getByText('Completes alone').nextElementSibling?.textContent).toBe('Helena Brandt');
    const access = within(screen.getByRole('region', { name: 'Manage Access' }));
    expect(access.getByText('Completes alone').nextElementSibling?.textContent).toBe('Nobody');
    expect(screen.getByText('completes alone')).toBeTruthy();
    expect(document.body.innerHTML).not.toContain('Edge from');
  });

  it('counts who is invited among the starters, and nobody who is suspended', async () => {
    const { bridge } = await open((fake) =>
      fake.on('members.list', () => ({
        items: [
          ...governingMembers().map((one) =>
            one.id === mem('dana') ? { ...one, status: 'suspended' as const } : one,
          ),
          ...governingMembers()
            .filter(({ id }) => id === mem('dana'))
            .map((one) => ({
              ...one,
              id: mem('new'),
              displayName: 'New Person',
              status: 'invited' as const,
            })),
        ],
        nextCursor: null,
      })),
    );
    const addresses = await waitFor(() => drawing().getByRole('button', { name: /^Manage Addresses/ }));
    expect(addresses.textContent).toContain('2 can start');
    expect(
      drawing().getByRole('button', { name: /^Dana Okafor.*suspended, can do nothing now/ }),
    ).toBeTruthy();
    await waitFor(() =>
      expect(bridge.callsOf('simulate').at(-1)?.input).toMatchObject({
        probe: expect.arrayContaining([
          expect.objectContaining({ initiatorId: mem('new'), forCoverage: true }),
        ]) as unknown,
      }),
    );
  });

  it('lets Escape take the pick back', async () => {
    const { user } = await open();
    const dana = await waitFor(() => drawing().getByRole('button', { name: /^Dana Okafor/ }));
    act(() => dana.focus());
    expect(dana.getAttribute('aria-current')).toBe('true');
    await user.keyboard('{Escape}');
    expect(dana.getAttribute('aria-current')).toBeNull();
    expect(beside().getByText(/^Pick a person/)).toBeTruthy();
  });

  it('draws nothing of others for who may see names only', async () => {
    await open((bridge) => {
      bridge.on('members.list', () => ({
        items: [
          ...['dana', 'helena'].map((id) => ({ ...person(id), owner: id === 'helena' })),
          ...governingMembers().filter(({ id }) => id === mem('ingrid')),
        ],
        nextCursor: null,
      }));
      bridge.on('serviceUsers.list', () => ({
        items: someServiceUsers().map(({ id, name }) => ({ id, name })),
        nextCursor: null,
      }));
      bridge.on('simulate', () => {
        throw new Refused('permission_denied', 'no');
      });
    }, aSession());
    expect(await screen.findByText('You see names only')).toBeTruthy();
    expect(document.querySelector('[data-map-node]')).toBeNull();
  });

  it('axe finds nothing', async () => {
    const { user } = await open();
    await user.click(await beside().findByRole('button', { name: /^Aiko Watanabe/ }));
    expect(await violations()).toEqual([]);
  });
});
