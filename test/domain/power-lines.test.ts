import { describe, expect, it } from 'vitest';
import type { AnyParams, Operation } from '../../shared/contract/requests';
import { concernedBy, inactiveAmong, powersOf, type Concerned } from '../../shared/domain/effect';
import type { State } from '../../shared/domain/state';
import {
  aMember,
  aServiceUser,
  drawnOrganization,
  MAIN,
  memberId,
  SECOND,
  serviceUserId,
} from './drawn-organization';

const NOBODY: Concerned = { members: [], regranted: [], arriving: [], serviceUsers: [], workflows: [] };
const ann = memberId('ann');

/** `who can workflow @account`, line by line. */
const lines = (state: State, concerned: Partial<Concerned>, joining: Parameters<typeof powersOf>[2] = []) =>
  powersOf(state, { ...NOBODY, ...concerned }, joining).map(({ displayName, can, workflow, account }) =>
    [displayName, can, workflow, ...(account === null ? [] : [account === '*' ? '*' : account.name])].join(
      ' ',
    ),
  );
const linesOfAnn = (grants: string[], policies: Parameters<typeof drawnOrganization>[0] = {}) =>
  lines(drawnOrganization({ ...policies, people: [aMember('ann', grants)] }), { members: [ann] });

describe('whom an operation is about', () => {
  const state = drawnOrganization({
    people: [aMember('ann'), aMember('new', [], { replaces: ann, status: 'unconfirmed' })],
  });
  const bot = serviceUserId('bot');
  it.each<[Operation, object, Partial<Concerned>]>([
    ['member.permissions.change', { memberId: ann }, { members: [ann], regranted: [ann] }],
    ['member.remove', { memberId: ann }, { members: [ann], regranted: [ann] }],
    ['member.replace', { memberId: ann }, { members: [ann], regranted: [ann] }],
    ['member.suspend', { memberId: ann }, { members: [ann] }],
    ['member.reinstate', { memberId: ann }, { members: [ann] }],
    ['member.confirm', { memberId: ann }, { members: [ann], arriving: [ann] }],
    [
      'member.confirm',
      { memberId: memberId('new') },
      { members: [memberId('new'), ann], arriving: [memberId('new')] },
    ],
    ['member.suspend', { memberId: memberId('new') }, { members: [memberId('new')] }],
    ['member.invite', {}, {}],
    ['service-user.disable', { serviceUserId: bot }, { serviceUsers: [bot] }],
    ['policy.change', { workflow: 'withdrawals' }, { workflows: ['withdrawals'] }],
    ['policy.change', { workflow: 'access' }, { workflows: ['access'] }],
    ['policy.lock', { workflow: 'withdrawals' }, { workflows: ['withdrawals', 'access', 'policies'] }],
    ['policy.lock', { workflow: 'policies' }, { workflows: ['access', 'policies'] }],
    ['policy.unlock', { workflow: 'addresses' }, { workflows: ['addresses', 'access', 'policies'] }],
    ['security.session.change', { workflow: 'access' }, {}],
  ])('by %s of %j', (operation, params, concerned) => {
    expect(concernedBy(state, operation, params as AnyParams)).toEqual({ ...NOBODY, ...concerned });
  });
});

describe('what somebody can do', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['withdrawals@main view'], ['ann see withdrawals main']],
    [['withdrawals initiate'], ['ann start withdrawals *']],
    [['withdrawals approve'], ['ann approve withdrawals *']],
    [['withdrawals@second execute'], ['ann complete-alone withdrawals second']],
    [['access initiate approve'], ['ann start access', 'ann approve access']],
    [
      ['policies view', 'access view'],
      ['ann see access', 'ann see policies'],
    ],
    [
      ['withdrawals@main initiate', 'withdrawals@second approve'],
      ['ann start withdrawals main', 'ann approve withdrawals second'],
    ],
    [['addresses@gone approve'], []],
    [['trade@main trade'], []],
  ])('with %j is %j', (grants, said) => {
    expect(linesOfAnn(grants)).toEqual(said);
  });

  it('is to complete alone only where Execute doesn’t rest', () => {
    const grants = ['withdrawals execute', 'access execute'];
    const under = (policies: object) => linesOfAnn(grants, { policies });
    expect(under({ withdrawals: { alwaysRequireApproval: true } })).toEqual([
      'ann start withdrawals *',
      'ann complete-alone access',
    ]);
    expect(under({ withdrawals: { locked: true } })).toEqual([
      'ann complete-alone withdrawals *',
      'ann start access',
    ]);
  });

  it('is everything as the Owner, on every account', () => {
    const said = lines(drawnOrganization(), { members: [memberId('owner')] });
    expect(said).toEqual(
      ['withdrawals *', 'addresses *', 'access', 'policies'].flatMap((where) => [
        `owner complete-alone ${where}`,
        `owner approve ${where}`,
      ]),
    );
  });

  it('says who, and on which account, by id and name', () => {
    const state = drawnOrganization({ people: [aMember('ann', ['withdrawals@main initiate'])] });
    expect(powersOf(state, { ...NOBODY, members: [ann] }, [])).toEqual([
      {
        kind: 'member',
        id: ann,
        displayName: 'ann',
        workflow: 'withdrawals',
        account: { id: MAIN, name: 'main' },
        can: 'start',
      },
    ]);
  });

  it('is nothing while they are gone, but of those who are given other grants while suspended', () => {
    const as = (status: 'suspended' | 'removed' | 'invited', more: Partial<Concerned> = {}) =>
      lines(drawnOrganization({ people: [aMember('ann', ['access approve'], { status })] }), {
        members: [ann],
        ...more,
      });
    expect([as('suspended'), as('removed')]).toEqual([[], []]);
    expect(as('suspended', { regranted: [ann] })).toEqual(['ann approve access']);
    expect(as('suspended', { regranted: [memberId('bob')] })).toEqual([]);
    expect(as('removed', { regranted: [ann] })).toEqual([]);
    expect(as('invited')).toEqual(['ann approve access']);
  });

  it('is nothing before they are confirmed, where that is what happens', () => {
    const as = (status: 'unconfirmed' | 'active', arriving: Concerned['arriving']) =>
      lines(drawnOrganization({ people: [aMember('ann', ['access approve'], { status })] }), {
        members: [ann],
        arriving,
      });
    expect(as('unconfirmed', [ann])).toEqual([]);
    expect(as('unconfirmed', [memberId('bob')])).toEqual(['ann approve access']);
    expect(as('active', [ann])).toEqual(['ann approve access']);
  });

  it('is told of who joins, once', () => {
    const state = drawnOrganization();
    const joining = [aMember('ann', ['access approve'], { status: 'invited' })];
    expect(lines(state, {}, joining)).toEqual(['ann approve access']);
    expect(lines(state, { members: [ann] }, joining)).toEqual(['ann approve access']);
  });

  it('of a policy is told of everybody who isn’t gone, and of that workflow only', () => {
    const state = drawnOrganization({
      people: [
        aMember('ann', ['access approve', 'policies view']),
        aMember('bob', ['access approve'], { status: 'suspended' }),
        aMember('cy', ['access approve'], { status: 'removed' }),
      ],
    });
    expect(lines(state, { workflows: ['access'] })).toEqual([
      'owner complete-alone access',
      'owner approve access',
      'ann approve access',
    ]);
    expect(lines(state, {})).toEqual([]);
  });
});

describe('what a Service User can do', () => {
  const bot = serviceUserId('bot');
  const of = (more: Parameters<typeof aServiceUser>[1]) =>
    powersOf(
      drawnOrganization({ serviceUsers: [aServiceUser('bot', more)] }),
      { ...NOBODY, serviceUsers: [bot, serviceUserId('unknown')] },
      [],
    );

  it('is to start withdrawals on its accounts', () => {
    const line = { kind: 'service-user', id: bot, displayName: 'bot', workflow: 'withdrawals', can: 'start' };
    expect(of({ accountIds: [MAIN, SECOND] })).toEqual([
      { ...line, account: { id: MAIN, name: 'main' } },
      { ...line, account: { id: SECOND, name: 'second' } },
    ]);
  });

  it('is nothing while disabled, or without that scope', () => {
    expect(of({ enabled: false })).toEqual([]);
    expect(of({ scopes: ['query', 'trade', 'earn'] })).toEqual([]);
  });
});

describe('whose grants don’t work', () => {
  const inactive = (status: 'active' | 'invited' | 'unconfirmed' | 'suspended' | 'removed') => {
    const state = drawnOrganization({ people: [aMember('ann', [], { status })] });
    return inactiveAmong(state, state, { ...NOBODY, members: [ann, memberId('unknown')] }, []);
  };

  it.each(['invited', 'unconfirmed', 'suspended'] as const)('is said of who is %s', (status) => {
    expect(inactive(status)).toEqual([{ id: ann, displayName: 'ann', status, mustBeConfirmed: false }]);
  });

  it.each(['active', 'removed'] as const)('is not said of who is %s', (status) => {
    expect(inactive(status)).toEqual([]);
  });

  it('is left out where that is what it mends, and not where it comes of it', () => {
    const as = (status: 'active' | 'suspended') =>
      drawnOrganization({ people: [aMember('ann', [], { status })] });
    const concerned = { ...NOBODY, members: [ann] };
    expect(inactiveAmong(as('suspended'), as('active'), concerned, [])).toEqual([]);
    expect(inactiveAmong(as('active'), as('suspended'), concerned, [])).toEqual([]);
  });

  it('is said of who joins only where they are to be confirmed', () => {
    const joining = (mustBeConfirmed: boolean) =>
      inactiveAmong(drawnOrganization(), drawnOrganization(), NOBODY, [
        aMember('ann', [], { status: 'invited', mustBeConfirmed }),
      ]);
    expect(joining(true)).toEqual([
      { id: ann, displayName: 'ann', status: 'invited', mustBeConfirmed: true },
    ]);
    expect(joining(false)).toEqual([]);
  });
});
