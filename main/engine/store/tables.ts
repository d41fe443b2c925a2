/** The rows as the store keeps them. `document` is the whole record as JSON; other columns are there to be searched. */
export interface Tables {
  // The ledger: the source of truth (§11).
  ledger: {
    seq: number;
    /** The first entry of the same command. */
    command: number;
    at: number;
    type: string;
    actor: string | null;
    device: string | null;
    /** The request it is about, to find it by; not hashed, since the payload says it. */
    request_id: string | null;
    payload: string;
    payload_hash: string;
    chain: string;
  };
  // Projections: a replay of the ledger rebuilds every one of them.
  organization: { id: string; document: string };
  members: { id: string; email: string; document: string };
  service_users: { id: string; document: string };
  roles: { id: string; document: string };
  accounts: { id: string; document: string };
  policies: { workflow: string; version: number; document: string };
  addresses: { id: string; account_id: string; document: string };
  balances: { account_id: string; asset: string; available: string; held: string };
  postings: {
    id: string;
    account_id: string;
    asset: string;
    kind: string;
    amount: string;
    from_book: string;
    to_book: string;
    at: number;
    reference: string | null;
    request_id: string | null;
  };
  requests: {
    id: string;
    number: number;
    /** 1 while pending or approved. */
    open: number;
    status: string;
    workflow: string;
    account_id: string | null;
    scope: string;
    initiator_id: string;
    /** Whose key signed it, where a Service User started it. */
    custodian_id: string | null;
    created_at: number;
    expires_at: number | null;
    ended_at: number | null;
    document: string;
  };
  /** Who has nothing (more) to decide on a request: it is their own, changes their access, or they approved it. */
  decisions: { request_id: string; member_id: string };
  request_words: { word: string; request_id: string };
  // Sign-in: secrets and what guards them. Not in the ledger, so that no export carries them.
  credentials: { member_id: string; password_hash: string };
  factors: {
    id: string;
    member_id: string;
    kind: string;
    /** The authenticator's seed, or the passkey's public key: sealed too, so that nobody swaps it unnoticed. */
    sealed_secret: Uint8Array;
    /** Of a passkey. */
    credential_id: string | null;
    fingerprint: string;
    /** The last time step of a code that was used up. */
    last_step: number;
    /** What the passkey's own counter showed last. */
    counter: number;
    enrolled_at: number;
    last_used_at: number | null;
  };
  recovery_codes: { code_hash: string; member_id: string; used_at: number | null };
  enrolments: {
    token_hash: string;
    member_id: string;
    /** The session in which a further factor is added; null where the enrolment is the way in. */
    session_hash: string | null;
    sealed_secret: Uint8Array | null;
    passkey_challenge: string | null;
    expires_at: number;
    attempts: number;
    invitation_hash: string | null;
  };
  invitations: { code_hash: string; member_id: string; expires_at: number; used_at: number | null };
  sessions: {
    token_hash: string;
    id: string;
    member_id: string;
    device: string;
    created_at: number;
    last_activity_at: number;
    expires_at: number;
    step_up_at: number;
    ended: string | null;
  };
  /** Desktops that may ask, signed out, whether something waits (api.md, devices). */
  devices: {
    id: string;
    member_id: string;
    name: string;
    token_hash: string;
    created_at: number;
    last_used_at: number | null;
    revoked_at: number | null;
  };
  /** Secrets of API keys, made when they are collected. */
  api_keys: {
    key_id: string;
    api_key: string;
    sealed_secret: Uint8Array;
    last_nonce: string;
    last_used_at: number | null;
  };
  throttles: { key: string; failures: number; until: number };
  idempotency: { key: string; body_hash: string; answer: string; at: number };
}

/** The tables that a replay rebuilds, for comparing. */
export const PROJECTIONS = [
  'organization',
  'members',
  'service_users',
  'roles',
  'accounts',
  'policies',
  'addresses',
  'balances',
  'postings',
  'requests',
  'decisions',
  'request_words',
] as const satisfies (keyof Tables)[];
