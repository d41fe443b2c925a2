/**
 * Versioned migrations: each entry brings the schema from its index to the next. Never edited once released; a database
 * whose `user_version` is past the last one was written by a newer Countersign and is refused.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY, command INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, actor TEXT, device TEXT,
  request_id TEXT, payload TEXT NOT NULL, payload_hash TEXT NOT NULL, chain TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_type ON ledger (type);
CREATE INDEX ledger_actor ON ledger (actor) WHERE actor IS NOT NULL;
CREATE INDEX ledger_request ON ledger (request_id) WHERE request_id IS NOT NULL;
CREATE TABLE organization (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
CREATE TABLE members (id TEXT PRIMARY KEY, email TEXT NOT NULL, document TEXT NOT NULL) STRICT;
CREATE INDEX members_email ON members (email);
CREATE TABLE service_users (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
CREATE TABLE roles (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
CREATE TABLE accounts (id TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT;
CREATE TABLE policies (
  workflow TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (workflow, version)
) STRICT;
CREATE TABLE addresses (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), document TEXT NOT NULL
) STRICT;
CREATE INDEX addresses_account ON addresses (account_id);
CREATE TABLE balances (
  account_id TEXT NOT NULL REFERENCES accounts (id), asset TEXT NOT NULL, available TEXT NOT NULL, held TEXT NOT NULL,
  PRIMARY KEY (account_id, asset)
) STRICT;
CREATE TABLE postings (
  id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), asset TEXT NOT NULL, kind TEXT NOT NULL,
  amount TEXT NOT NULL, from_book TEXT NOT NULL, to_book TEXT NOT NULL, at INTEGER NOT NULL, reference TEXT,
  request_id TEXT
) STRICT;
CREATE INDEX postings_account ON postings (account_id, at, id);
CREATE INDEX postings_kind ON postings (account_id, asset, kind, at, amount);
CREATE UNIQUE INDEX postings_reference ON postings (account_id, asset, reference) WHERE reference IS NOT NULL;
CREATE TABLE requests (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, open INTEGER NOT NULL, status TEXT NOT NULL,
  workflow TEXT NOT NULL, account_id TEXT, scope TEXT NOT NULL, initiator_id TEXT NOT NULL, custodian_id TEXT,
  created_at INTEGER NOT NULL, expires_at INTEGER, ended_at INTEGER, document TEXT NOT NULL
) STRICT;
CREATE INDEX requests_created ON requests (open, created_at, number);
CREATE INDEX requests_expiry ON requests (open, expires_at, number);
CREATE INDEX requests_ended ON requests (open, ended_at, number);
CREATE INDEX requests_initiator ON requests (initiator_id, created_at, number);
CREATE INDEX requests_custodian ON requests (custodian_id, created_at, number) WHERE custodian_id IS NOT NULL;
CREATE TABLE decisions (
  request_id TEXT NOT NULL REFERENCES requests (id), member_id TEXT NOT NULL, PRIMARY KEY (request_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE request_words (request_id TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (request_id, word))
  STRICT, WITHOUT ROWID;
CREATE INDEX request_words_word ON request_words (word);
CREATE TABLE credentials (member_id TEXT PRIMARY KEY, password_hash TEXT NOT NULL) STRICT;
CREATE TABLE factors (
  id TEXT PRIMARY KEY, member_id TEXT NOT NULL, kind TEXT NOT NULL, sealed_secret BLOB NOT NULL,
  credential_id TEXT, fingerprint TEXT NOT NULL, last_step INTEGER NOT NULL, counter INTEGER NOT NULL,
  enrolled_at INTEGER NOT NULL, last_used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX factors_credential ON factors (credential_id) WHERE credential_id IS NOT NULL;
CREATE INDEX factors_member ON factors (member_id);
CREATE TABLE recovery_codes (code_hash TEXT PRIMARY KEY, member_id TEXT NOT NULL, used_at INTEGER) STRICT;
CREATE TABLE enrolments (
  token_hash TEXT PRIMARY KEY, member_id TEXT NOT NULL, session_hash TEXT, sealed_secret BLOB,
  passkey_challenge TEXT, expires_at INTEGER NOT NULL, attempts INTEGER NOT NULL, invitation_hash TEXT
) STRICT;
CREATE TABLE invitations (
  code_hash TEXT PRIMARY KEY, member_id TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
) STRICT;
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, id TEXT NOT NULL, member_id TEXT NOT NULL, device TEXT NOT NULL,
  created_at INTEGER NOT NULL, last_activity_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  step_up_at INTEGER NOT NULL, ended TEXT
) STRICT;
CREATE TABLE api_keys (
  key_id TEXT PRIMARY KEY, api_key TEXT NOT NULL UNIQUE, sealed_secret BLOB NOT NULL, last_nonce TEXT NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE TABLE throttles (key TEXT PRIMARY KEY, failures INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
CREATE TABLE idempotency (key TEXT PRIMARY KEY, body_hash TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE devices (
  id TEXT PRIMARY KEY, member_id TEXT NOT NULL, name TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL, last_used_at INTEGER, revoked_at INTEGER
) STRICT;
CREATE INDEX devices_member ON devices (member_id);
`,
];
