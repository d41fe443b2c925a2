import { describe, expect, it } from 'vitest';
import { GENESIS, linkText, type LedgerEntry } from '../../shared/domain/audit/entry';
import { LedgerVerifier, type VerifierOptions } from '../../shared/domain/audit/verifier';
import { encode } from '../../shared/domain/encoding';
import { sha256Hex } from '../../shared/domain/requests/view';
import { NOW } from './drawn-organization';

/** Entries of one command each, whose chain is right. */
function ledger(types: readonly string[]): LedgerEntry[] {
  let chain = GENESIS;
  return types.map((type, index) => {
    const payload = encode({ roleId: `rol_${String(index)}` });
    const link = {
      seq: index + 1,
      command: index + 1,
      at: NOW + index,
      type,
      actor: null,
      device: null,
      payload,
      payloadHash: sha256Hex(payload),
    };
    chain = sha256Hex(linkText(chain, link));
    return { ...link, chain };
  });
}

const NOTED = ledger(['sign-in.failed', 'sign-in.failed', 'sign-in.failed']);
const [first, second, third] = NOTED as [LedgerEntry, LedgerEntry, LedgerEntry];
const ELSEWHERE = 'f'.repeat(64);

function verified(
  entries: readonly LedgerEntry[],
  options: Partial<VerifierOptions> = {},
  expected: Parameters<LedgerVerifier['finish']>[0] = null,
) {
  const verifier = new LedgerVerifier({ sha256: sha256Hex, signedChallenge: () => null, ...options });
  for (const entry of entries) verifier.take(entry);
  return verifier.finish(expected);
}
const faultsIn = (...of: Parameters<typeof verified>) =>
  verified(...of).faults.map(({ seq, code }) => `${String(seq)} ${code}`);

describe('a ledger', () => {
  it('that holds is told of with its end', () => {
    expect(verified(NOTED)).toEqual({
      ok: true,
      entries: 3,
      head: third.chain,
      faults: [],
      faultCount: 0,
      judged: 0,
      notJudged: 0,
      withheld: 0,
    });
  });

  it('holds up to the first fault in its chain, and no further', () => {
    const changed = { ...second, payload: encode({ roleId: 'rol_other' }) };
    const moved = { ...third, chain: ELSEWHERE };
    expect(verified([first, changed, moved])).toMatchObject({
      ok: false,
      entries: 1,
      head: first.chain,
      faultCount: 2,
      faults: [
        { seq: 2, code: 'payload' },
        { seq: 3, code: 'link' },
      ],
    });
  });

  it('counts what is withheld, and what else was found', () => {
    expect(verified([first, { ...second, payload: null }, { ...third, payload: null }])).toMatchObject({
      ok: true,
      withheld: 2,
    });
    const verifier = new LedgerVerifier({ sha256: sha256Hex, signedChallenge: () => null });
    verifier.found({ seq: 7, code: 'unreadable', what: 'A line.' });
    expect(verifier.finish()).toMatchObject({ ok: false, faultCount: 1, faults: [{ seq: 7 }] });
  });

  it('keeps a hundred faults, and counts them all', () => {
    const verdict = verified(ledger(Array.from({ length: 103 }, () => 'role.deleted')));
    expect([verdict.faults.length, verdict.faultCount, verdict.ok]).toEqual([100, 103, false]);
  });
});

describe('a decision', () => {
  const forged = ledger(['role.deleted']);
  const [deleted] = forged as [LedgerEntry];

  it('that nothing allowed is a fault, of the last entry too', () => {
    expect(faultsIn(forged)).toEqual(['1 nothing_allowed_it']);
  });

  it('is not judged of an entry whose content was changed, or that stands there twice', () => {
    expect(faultsIn([{ ...deleted, payload: encode({}) }])).toEqual(['1 payload']);
    expect(
      faultsIn([...NOTED, { ...deleted, payload: third.payload, payloadHash: third.payloadHash }]),
    ).toEqual(['1 repeated']);
    expect(faultsIn([{ ...deleted, chain: ELSEWHERE }])).toEqual(['1 link', '1 nothing_allowed_it']);
  });

  it('is not judged where entries before it aren’t there', () => {
    expect(verified(forged, { sparse: true })).toMatchObject({ ok: true, judged: 0, notJudged: 1 });
    const [, later] = ledger(['sign-in.failed', 'role.deleted']) as [LedgerEntry, LedgerEntry];
    expect(verified([later], { from: first })).toMatchObject({ ok: true, judged: 0, notJudged: 1 });
  });
});

describe('the end that is expected', () => {
  it.each([
    ['the one there is', { seq: 3, chain: third.chain }, []],
    ['known by its number only', { seq: 3, chain: null }, []],
    ['before this one', { seq: 2, chain: ELSEWHERE }, []],
    ['another entry', { seq: 3, chain: ELSEWHERE }, ['3 head']],
    ['further on', { seq: 5, chain: null }, ['4 truncated']],
  ])('is %s', (_what, expected, faults) => {
    expect(faultsIn(NOTED, {}, expected)).toEqual(faults);
  });

  it('is told with the entries that are missing', () => {
    expect(verified(NOTED, {}, { seq: 5, chain: null }).faults[0]?.what).toBe(
      'The end is missing: entries 4 to 5 aren’t here.',
    );
  });
});

describe('the head that somebody remembers', () => {
  it.each([
    ['the one there is', { seq: 3, chain: third.chain }, []],
    ['of an entry before', { seq: 2, chain: second.chain }, []],
    ['of another ledger', { seq: 2, chain: ELSEWHERE }, ['2 head']],
    ['further on', { seq: 4, chain: ELSEWHERE }, ['4 truncated']],
  ])('is %s', (_what, remembered, faults) => {
    expect(faultsIn(NOTED, { remembered })).toEqual(faults);
  });

  it('is held against where the entries begin too', () => {
    const from = { seq: 1, chain: first.chain };
    expect(faultsIn([second, third], { from, remembered: from })).toEqual([]);
    expect(faultsIn([second, third], { from, remembered: { seq: 1, chain: ELSEWHERE } })).toEqual(['1 head']);
  });
});
