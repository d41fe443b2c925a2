import { generateKeyPairSync, sign, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signedChallenge } from '../../main/engine/audit/signed-challenge';
import type { LedgerEntry } from '../../shared/domain/audit/entry';
import { decode } from '../../shared/domain/encoding';
import { decisionChallenge, type DecisionBound } from '../../shared/domain/requests/decision-challenge';
import { beforeTheFirst } from './before-the-first';
import { organizationWithStore } from './engine-with-store';
import { ledgerOf, rechained, saying, verdictOf } from './forged-ledger';
import { MINUTE, on, type OrganizationUnderTest, type Person } from './organization-under-test';
import { addPasskey, signatureToStepUp } from './people-with-passkeys';
import type { SoftwareAuthenticator } from './software-authenticator';

interface Shown {
  requestId: string;
  digest: string;
}

let org: OrganizationUnderTest;
let ledger: LedgerEntry[] = [];

async function approve(ann: Person, key: SoftwareAuthenticator, { requestId, digest }: Shown): Promise<void> {
  const passkey = await signatureToStepUp(ann, key, { decision: 'approve', requestIds: [requestId] });
  await ann.ok('requests.approve', { id: requestId, digest, stepUp: { passkey } });
}

function setDigestOf(items: readonly Shown[]): string {
  const sorted = items.map(({ digest }) => digest).sort();
  return createHash('sha256').update(sorted.join('\n')).digest('hex');
}

beforeTheFirst(async () => {
  const opened = await organizationWithStore();
  org = opened.org;
  const ann = await org.invite('Ann', on('access', 'approve'));
  const { key } = await addPasskey(ann);
  await org.setPolicy('access', { alwaysRequireApproval: true });
  const items: Shown[] = [];
  for (const name of ['One', 'Two', 'Three', 'Four', 'Five']) {
    const { id, digest } = await org.owner.initiate('account.create', { name });
    items.push({ requestId: id, digest });
  }
  org.clock.advance(5 * MINUTE);
  const [first, second, ...set] = items;
  if (first === undefined || second === undefined) throw new Error('too few requests');
  await approve(ann, key, first);
  org.clock.advance(5 * MINUTE);
  await approve(ann, key, second);
  org.clock.advance(5 * MINUTE);
  // One of the set was decided meanwhile: the signature is over all three, the ledger tells of two.
  const requestIds = set.map(({ requestId }) => requestId);
  const passkey = await signatureToStepUp(ann, key, { decision: 'approve', requestIds });
  await org.owner.ok('requests.cancel', { id: requestIds[0] });
  const { results } = await ann.ok('decisions.create', {
    decision: 'approve',
    items: set,
    setDigest: setDigestOf(set),
    stepUp: { passkey },
  });
  expect(results.map(({ ok }) => ok)).toEqual([false, true, true]);
  ledger = ledgerOf(opened.store);
});

interface Approved {
  memberId: string;
  proof: { factorId: string; kind: string; signed: Record<string, unknown> | null };
}
const approvals = (): LedgerEntry[] => ledger.filter(({ type }) => type === 'request.approved');
const approvalOf = (entry: LedgerEntry): Approved => decode(entry.payload ?? 'null') as Approved;

function approval(at: number): LedgerEntry {
  const entry = approvals()[at];
  if (entry === undefined) throw new Error('no such approval');
  return entry;
}
function faultsOf(target: LedgerEntry, change: (payload: Record<string, unknown>) => void): string[] {
  const changed = ledger.map((entry) => (entry === target ? saying(entry, change) : entry));
  return verdictOf(rechained(changed)).faults.map(({ code }) => code);
}
/** The approval with something else in what its passkey signed, and its chain made right. */
const signedOtherwise = (at: number, other: Record<string, unknown>): string[] =>
  faultsOf(approval(at), (payload) => {
    const { proof } = payload as unknown as Approved;
    proof.signed = { ...proof.signed, ...other };
  });

describe('verifying approvals that a passkey signed', () => {
  it('finds each of them true, in a set with refused ones too', () => {
    expect(approvals()).toHaveLength(4);
    for (const entry of approvals()) expect(approvalOf(entry).proof.signed).not.toBeNull();
    expect(verdictOf(ledger)).toMatchObject({ ok: true, faults: [], notJudged: 0 });
  });

  it('finds a signature that is another’s, or over another decision', () => {
    const first = approvalOf(approval(0)).proof.signed ?? {};
    const other = approvalOf(approval(1)).proof.signed ?? {};
    expect(signedOtherwise(0, other)).toEqual(['signature']);
    expect(signedOtherwise(0, { signature: other['signature'] })).toEqual(['signature']);
    expect(signedOtherwise(0, { nonce: other['nonce'] })).toEqual(['signature']);
    expect(signedOtherwise(0, { credentialId: 'AAAA' })).toEqual(['signature']);
    expect(signedOtherwise(0, { setDigest: 'a'.repeat(64) })).toEqual(['signature']);
    expect(signedOtherwise(0, { authenticatorData: '' })).toEqual(['signature']);
    expect(signedOtherwise(0, { clientDataJson: 'AAAA' })).toEqual(['signature']);
    expect(signedOtherwise(0, { nonce: 1n })).toEqual(['signature']);
    expect(signedOtherwise(2, first)).toEqual(['signature']);
  });

  it('finds an approval that names a passkey, and keeps no signature of it', () => {
    const codes = faultsOf(approval(0), (payload) => {
      (payload as unknown as Approved).proof.signed = null;
    });
    expect(codes).toEqual(['signature']);
  });

  it('finds an approval by a factor that the approver doesn’t have', () => {
    const owners = ledger.find(({ type }) => type === 'member.factor-enrolled');
    const { factor } = decode(owners?.payload ?? 'null') as { factor: { id: string } };
    const codes = faultsOf(approval(0), (payload) => {
      (payload as unknown as Approved).proof = { kind: 'totp', factorId: factor.id, signed: null };
    });
    expect(codes).toEqual(['second_factor']);
  });

  it('finds a decision that was left out of the set, or put into it', () => {
    const note = ledger.find(
      ({ type, payload }) => type === 'second-factor.passed' && payload?.includes('"set"'),
    );
    if (note === undefined) throw new Error('no set was decided');
    const change = (digests: (set: string[]) => string[]): string[] =>
      faultsOf(note, (payload) => {
        payload['set'] = digests(payload['set'] as string[]);
      });
    expect(change((set) => set.slice(1))).toEqual(['signature']);
    expect(change((set) => [...set, 'a'.repeat(64)])).toEqual(['signature']);
    expect(change((set) => [...set].reverse())).toEqual([]);
  });

  it('finds a key that was put in the place of the one enrolled', () => {
    const { key, publicKey } = newKey();
    const bound = { decision: 'approve', ...shownOf(approval(0)) } as DecisionBound;
    const forged = signedBy(key, decisionChallenge(bound, 'nonce'));
    const registered = ledger.find(({ type }) => type === 'passkey.registered');
    const changed = ledger.map((entry) => {
      if (entry === registered) return saying(entry, (payload) => void (payload['publicKey'] = publicKey));
      if (entry !== approval(0)) return entry;
      return saying(entry, (payload) => {
        const { proof } = payload as unknown as Approved;
        proof.signed = { ...proof.signed, ...forged, nonce: 'nonce' };
      });
    });
    const [first, ...others] = verdictOf(rechained(changed)).faults;
    expect(first).toMatchObject({ code: 'signature', seq: registered?.seq });
    expect(others.map(({ code }) => code)).toEqual(Array(3).fill('signature'));
  });
});

function shownOf(entry: LedgerEntry): { requestId: string; digest: string } {
  const { requestId } = decode(entry.payload ?? 'null') as { requestId: string };
  const created = ledger
    .filter(({ type }) => type === 'request.created')
    .map(({ payload }) => (decode(payload ?? 'null') as { request: { id: string; digest: string } }).request);
  return { requestId, digest: created.find(({ id }) => id === requestId)?.digest ?? '' };
}

const FLAGS = { present: 0x01, verified: 0x04 };
type Key = ReturnType<typeof generateKeyPairSync>['privateKey'];

function signedBy(
  key: Key,
  challenge: string,
  { type = 'webauthn.get', flags = FLAGS.present | FLAGS.verified } = {},
): { clientDataJson: string; authenticatorData: string; signature: string } {
  const clientData = Buffer.from(
    JSON.stringify({ type, challenge, origin: 'https://countersign.localhost' }),
  );
  const data = Buffer.concat([Buffer.alloc(32, 1), Buffer.from([flags]), Buffer.alloc(4)]);
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const signature = sign(hash, Buffer.concat([data, createHash('sha256').update(clientData).digest()]), key);
  return {
    clientDataJson: clientData.toString('base64url'),
    authenticatorData: data.toString('base64url'),
    signature: signature.toString('base64url'),
  };
}

/** CBOR of a byte string. */
const bytes = (text = ''): Buffer => {
  const value = Buffer.from(text, 'base64url');
  return Buffer.concat([
    value.length < 256
      ? Buffer.from([0x58, value.length])
      : Buffer.from([0x59, value.length >> 8, value.length & 255]),
    value,
  ]);
};
const part = (head: string): Buffer => Buffer.from(head, 'hex');

function newKey(kind: 'ES256' | 'EdDSA' | 'RS256' = 'ES256'): { key: Key; publicKey: string } {
  const { publicKey, privateKey } =
    kind === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : kind === 'EdDSA'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { x, y, n, e } = publicKey.export({ format: 'jwk' });
  const cose =
    kind === 'ES256'
      ? [part('a5010203262001' + '21'), bytes(x), part('22'), bytes(y)]
      : kind === 'EdDSA'
        ? [part('a4010103272006' + '21'), bytes(x)]
        : [part('a40103033901' + '00' + '20'), bytes(n), part('21'), bytes(e)];
  return { key: privateKey, publicKey: Buffer.concat(cose).toString('base64url') };
}

describe('a signature in the ledger', () => {
  it.each(['ES256', 'EdDSA', 'RS256'] as const)('by a key for %s is verified', (kind) => {
    const { key, publicKey } = newKey(kind);
    const signed = signedBy(key, 'a-challenge');
    expect(signedChallenge(publicKey, signed)).toBe('a-challenge');
    expect(signedChallenge(newKey(kind).publicKey, signed)).toBeNull();
    expect(signedChallenge(publicKey, { ...signed, signature: 'AAAA' })).toBeNull();
  });

  it('counts only with its owner there and verified, and as a signature', () => {
    const { key, publicKey } = newKey();
    expect(signedChallenge(publicKey, signedBy(key, 'a', { flags: FLAGS.present }))).toBeNull();
    expect(signedChallenge(publicKey, signedBy(key, 'a', { flags: FLAGS.verified }))).toBeNull();
    expect(signedChallenge(publicKey, signedBy(key, 'a', { type: 'webauthn.create' }))).toBeNull();
  });

  it.each(['', 'AA', 'oA', 'pQECAyYgASFYIA', Buffer.alloc(80, 0xa5).toString('base64url')])(
    'isn’t verified by what is no key: %s',
    (publicKey) => {
      expect(signedChallenge(publicKey, signedBy(newKey().key, 'a'))).toBeNull();
    },
  );
});
