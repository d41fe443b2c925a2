import { DEFAULT_LIMITS } from './limits';

/** What `--help` prints. */
export const usage = (
  dataDirectory: string,
): string => `Serves one organization over HTTP until SIGTERM or SIGINT.

  npm run serve -- [options]

Where it listens
  --port N            port, 0 for any free one (8787)
  --host H            address to listen on (127.0.0.1)
  --public-host NAME  a name that clients know it by, for its Host check; may be given again. The
                      first one is the domain that passkeys are made for: it should never change
  --tls-cert FILE     certificate with its chain, PEM; together with
  --tls-key FILE      its private key, PEM
  --insecure-http     speak plain HTTP on an address that others can reach: passwords, codes and
                      session tokens can then be read by whoever is on the way

What it keeps
  --data DIR          where the ledger and the secret key live
                      (${dataDirectory})
  --secret-key FILE   32 bytes in base64, instead of DIR/secret.key; COUNTERSIGN_SECRET_KEY in the
                      environment holds them itself and takes the place of both
  --database URL      postgres://… isn’t supported yet: leave it out

What it allows
  --rate-limit N      requests a second from one address, on average; 0 for no limit (${String(DEFAULT_LIMITS.requestsPerSecond)})
  --sign-in-limit N   tries a minute from one address to sign in or enrol; 0 for no limit (${String(DEFAULT_LIMITS.signInsPerMinute)})
                      From this machine, where a proxy may stand for everybody, both count tenfold.
  --key-limit N       calls a second with one API key, on average; 0 for no limit (${String(DEFAULT_LIMITS.callsPerKeyPerSecond)})
  --max-connections N connections at the same time, streams included (${String(DEFAULT_LIMITS.connections)})

  --test-clock        a clock that tests can move; loopback only, and only for a store made with it
  --help              this text

Prints one line of JSON on standard output when ready: {"listening": …, "setupToken": …},
the token only while there is no organization.
`;
