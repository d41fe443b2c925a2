/** What a call was given, by name. Names that no endpoint asks for are passed over, as Kraken does. */
export type Parameters = ReadonlyMap<string, string>;

export interface Given {
  /** The first of each name. */
  readonly parameters: Parameters;
  /** False where what came can’t be read, or says one thing twice: the nonce may be known all the same. */
  readonly isSound: boolean;
}

const UNREADABLE: Given = { parameters: new Map(), isSound: false };

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Reads a body by its content type: a form, which is also what a body without a type is, or a JSON object. */
export function parametersIn(body: string, contentType: string | undefined): Given {
  if (contentType === undefined || FORM.test(contentType)) return fromPairs(new URLSearchParams(body));
  return JSON_TYPE.test(contentType) ? fromJson(body) : UNREADABLE;
}

/** Parameters of a query or a form. */
export function fromPairs(pairs: URLSearchParams): Given {
  const parameters = new Map<string, string>();
  let isSound = true;
  for (const [name, value] of pairs) {
    if (parameters.has(name)) isSound = false;
    else parameters.set(name, value);
  }
  return { parameters, isSound };
}

/** In valid JSON: a string, a number, or the mark between a name and its value. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|:/g;

function fromJson(body: string): Given {
  try {
    JSON.parse(body);
  } catch {
    return UNREADABLE; // not JSON: the caller answers so
  }
  let members = 0;
  // A number is taken as it stands: amounts and long nonces would lose digits as floating point (§10).
  const exact = body.replace(TOKENS, (token) => {
    if (token === ':') members += 1;
    return token === ':' || token.startsWith('"') ? token : `"${token}"`;
  });
  const parsed = JSON.parse(exact) as unknown;
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return UNREADABLE;
  const parameters = new Map<string, string>();
  let isSound = true;
  for (const [name, value] of Object.entries(parsed) as [string, unknown][]) {
    if (typeof value === 'string' || typeof value === 'boolean') parameters.set(name, String(value));
    else isSound = false;
  }
  // JSON.parse keeps the last of two members with one name, without a word.
  return { parameters, isSound: isSound && members === parameters.size };
}
