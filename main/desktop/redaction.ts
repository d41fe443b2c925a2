/** What must never reach a log: what lets somebody in. Judged by name, and by look where there is no name. */
const SECRET_NAMES =
  /password|passphrase|token|secret|totp|seed|authorization|cookie|recovery|credential|(api|private)_?key|^(code|otp|pin|key)$/i;

const SECRET_LOOKS: readonly RegExp[] = [
  /\bBearer\s+\S+/gi,
  /\botpauth:\/\/\S+/gi,
  // Authenticator codes, and Base32, Base64 and hexadecimal of 128 bits and more.
  /(?<![\w.:-])\d{6}(?![\w.:-])/g,
  /\b[A-Z2-7]{16,}\b/g,
  /\b[A-Za-z0-9_-]{32,}\b/g,
  /\b[A-Za-z0-9+/]{30,}={1,2}/g,
];
/** `password: hunter2`, `"token":"…"` and their like inside a sentence. */
const NAMED_IN_TEXT =
  /\b(\w*(?:password|passphrase|token|secret|totp|recovery code)\w*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}]+)/gi;

const HIDDEN = '[redacted]';
const MAX_DEPTH = 6;

/** Gives what may be written instead of `value`: errors as text, secrets hidden, nothing deeper than six levels. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (value instanceof Error) return redactText(value.stack ?? `${value.name}: ${value.message}`);
  if (depth >= MAX_DEPTH) return '[…]';
  if (ArrayBuffer.isView(value)) return HIDDEN;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SECRET_NAMES.test(name) && typeof item !== 'boolean' ? HIDDEN : redact(item, depth + 1),
    ]),
  );
}

export function redactText(text: string): string {
  const named = text.replace(NAMED_IN_TEXT, `$1${HIDDEN}`);
  return SECRET_LOOKS.reduce((result, look) => result.replace(look, HIDDEN), named);
}
