import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../shared/domain/events';
import { organizationWithStore, rowsOf } from './engine-with-store';
import {
  MINUTE,
  newOrganization,
  on,
  type OrganizationUnderTest,
  type Person,
} from './organization-under-test';
import { addPasskey, signatureToStepUp } from './people-with-passkeys';
import type { SoftwareAuthenticator } from './software-authenticator';

async function codeOf(promise: ReturnType<Person['call']>): Promise<string> {
  const answer = await promise;
  return answer.ok ? 'ok' : answer.problem.code;
}

interface Row {
  type: string;
  payload: string;
}

interface Stage {
  org: OrganizationUnderTest;
  ann: Person;
  key: SoftwareAuthenticator;
  /** Pending requests that Ann may decide, and what she is shown of each. */
  items: { requestId: string; digest: string }[];
}

/** Ann approves changes of access with her passkey; three of them wait, and her five minutes are over. */
async function stage(org?: OrganizationUnderTest): Promise<Stage> {
  const here = org ?? (await newOrganization());
  const ann = await here.invite('Ann', on('access', 'approve'));
  const { key } = await addPasskey(ann);
  await here.setPolicy('access', { alwaysRequireApproval: true });
  const items: Stage['items'] = [];
  for (const name of ['One', 'Two', 'Three']) {
    const { id, digest } = await here.owner.initiate('account.create', { name });
    items.push({ requestId: id, digest });
  }
  here.clock.advance(5 * MINUTE);
  return { org: here, ann, key, items };
}

const one = (items: Stage['items'], at = 0): { requestId: string; digest: string } => {
  const item = items[at];
  if (item === undefined) throw new Error('no such item');
  return item;
};
const setDigest = (items: Stage['items']): string =>
  createHash('sha256')
    .update(
      items
        .map(({ digest }) => digest)
        .sort()
        .join('\n'),
    )
    .digest('hex');

describe('a decision signed by a passkey', () => {
  it('signs exactly what was shown, and the signature is kept with the approval', async () => {
    const { org, store } = await organizationWithStore();
    const { ann, key, items } = await stage(org);
    const { requestId, digest } = one(items);
    const asked = await ann.ok('session.stepUpOptions', { decision: 'approve', requestIds: [requestId] });
    const signed = { digest, decision: 'approve', requestId, nonce: asked.nonce };
    expect(asked.challenge).toBe(
      createHash('sha256')
        .update(canonicalize(signed) ?? '')
        .digest('base64url'),
    );
    const passkey = key.get(asked);
    const after = await ann.ok('requests.approve', { id: requestId, digest, stepUp: { passkey } });
    expect(after.status).toBe('completed');
    expect(after.digest).toBe(digest);

    const entries = rowsOf(store, 'ledger') as Row[];
    const payloads = entries.map(({ type, payload }) => ({ type, ...(JSON.parse(payload) as object) }));
    const approved = payloads.find(({ type }) => type === 'request.approved') as Extract<
      DomainEvent,
      { type: 'request.approved' }
    >;
    expect(approved.proof).toMatchObject({
      kind: 'passkey',
      signed: {
        nonce: asked.nonce,
        setDigest: null,
        credentialId: passkey.id,
        clientDataJson: passkey.response.clientDataJSON,
        authenticatorData: passkey.response.authenticatorData,
        signature: passkey.response.signature,
      },
    });
    // The public half stands in the ledger too, so that the ledger alone proves the signature.
    expect(payloads).toContainEqual(
      expect.objectContaining({
        type: 'passkey.registered',
        credentialId: passkey.id,
        factorId: approved.proof?.factorId,
      }),
    );
  });

  it('counts for nothing but that decision, once', async () => {
    const { ann, key, items } = await stage();
    const [first, second] = [one(items), one(items, 1)];
    const over = { decision: 'approve' as const, requestIds: [first.requestId] };
    const approve = (item: Stage['items'][number], passkey: unknown): Promise<string> =>
      codeOf(ann.call('requests.approve', { id: item.requestId, digest: item.digest, stepUp: { passkey } }));
    const passkey = await signatureToStepUp(ann, key, over);
    expect(await approve(second, passkey)).toBe('second_factor_invalid');
    expect(
      await codeOf(
        ann.call('requests.reject', {
          id: first.requestId,
          digest: first.digest,
          reason: 'no',
          stepUp: { passkey },
        }),
      ),
    ).toBe('second_factor_invalid');
    expect(await codeOf(ann.call('session.stepUp', { passkey }))).toBe('second_factor_invalid');
    expect(await codeOf(ann.call('recoveryCodes.create', { stepUp: { passkey } }))).toBe(
      'second_factor_invalid',
    );
    expect(await approve(first, await signatureToStepUp(ann, key))).toBe('second_factor_invalid');
    // Five wrong ones slow down; what is right counts again after the wait.
    ann.org.clock.advance(5_000);
    const fresh = await signatureToStepUp(ann, key, over);
    expect(await approve(first, fresh)).toBe('ok');
    expect(await approve(second, fresh)).toBe('second_factor_invalid');
  });

  it('is void where the digest sent is another than the one that was signed', async () => {
    const { ann, key, items } = await stage();
    const first = one(items);
    const passkey = await signatureToStepUp(ann, key, {
      decision: 'approve',
      requestIds: [first.requestId],
    });
    // The refusals come in their order, and a signature is used up only when all else has passed.
    const other = { id: first.requestId, digest: 'a'.repeat(64), stepUp: { passkey } };
    expect(await codeOf(ann.call('requests.approve', other))).toBe('stale_view');
    expect(await codeOf(ann.call('requests.approve', { ...other, digest: first.digest }))).toBe('ok');
  });

  it('lives five minutes', async () => {
    const { org, ann, key, items } = await stage();
    const { requestId, digest } = one(items);
    const passkey = await signatureToStepUp(ann, key, { decision: 'approve', requestIds: [requestId] });
    org.clock.advance(5 * MINUTE);
    expect(await codeOf(ann.call('requests.approve', { id: requestId, digest, stepUp: { passkey } }))).toBe(
      'second_factor_invalid',
    );
  });

  it('over a set signs the digest of that set', async () => {
    const { org, store } = await organizationWithStore();
    const { ann, key, items } = await stage(org);
    const requestIds = items.map(({ requestId }) => requestId);
    const asked = await ann.ok('session.stepUpOptions', { decision: 'approve', requestIds });
    const signed = { setDigest: setDigest(items), decision: 'approve', requestId: null, nonce: asked.nonce };
    expect(asked.challenge).toBe(
      createHash('sha256')
        .update(canonicalize(signed) ?? '')
        .digest('base64url'),
    );
    const two = items.slice(0, 2);
    const decide = (of: Stage['items'], passkey: unknown): ReturnType<Person['call']> =>
      ann.call('decisions.create', {
        decision: 'approve',
        items: of,
        setDigest: setDigest(of),
        stepUp: { passkey },
      });
    expect(await codeOf(decide(two, key.get(asked)))).toBe('second_factor_invalid');
    const again = await ann.ok('session.stepUpOptions', { decision: 'approve', requestIds });
    expect(await decide(items, key.get(again))).toMatchObject({
      ok: true,
      value: { results: [{ ok: true }, { ok: true }, { ok: true }] },
    });
    const approvals = (rowsOf(store, 'ledger') as Row[]).filter(({ type }) => type === 'request.approved');
    expect(approvals).toHaveLength(3);
    for (const { payload } of approvals)
      expect(JSON.parse(payload)).toMatchObject({ proof: { signed: { setDigest: setDigest(items) } } });
  });

  it('is asked for only over requests that one may see', async () => {
    const { org, items } = await stage();
    await org.setPolicy('access', { alwaysRequireApproval: false });
    const carol = await org.invite('Carol', on('withdrawals', 'view'));
    await addPasskey(carol);
    const requestIds = [one(items).requestId];
    expect(await codeOf(carol.call('session.stepUpOptions', { decision: 'approve', requestIds }))).toBe(
      'not_found',
    );
    expect(await codeOf(carol.call('session.stepUpOptions', { decision: 'approve' }))).toBe(
      'validation_failed',
    );
  });

  it('by a code leaves which factor it was, and none where an earlier one counted', async () => {
    const { org, store } = await organizationWithStore();
    const { ann, items } = await stage(org);
    const [first, second] = [one(items), one(items, 1)];
    await ann.ok('requests.approve', {
      id: first.requestId,
      digest: first.digest,
      stepUp: { totp: ann.code() },
    });
    await ann.ok('requests.approve', { id: second.requestId, digest: second.digest });
    const proofs = (rowsOf(store, 'ledger') as Row[])
      .filter(({ type }) => type === 'request.approved')
      .map(({ payload }) => (JSON.parse(payload) as { proof: unknown }).proof);
    expect(proofs).toEqual([{ kind: 'totp', factorId: expect.any(String) as string, signed: null }, null]);
  });
});
