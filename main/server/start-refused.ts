/** Why the server didn't start, for the one JSON line on standard error; `code` is stable. */
export class StartRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'StartRefused';
    this.code = code;
  }
}
