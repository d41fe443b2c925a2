/** Switches that would let whoever starts the app look into it: refused by a release (desktop.md, Package). */
const LOOKING_IN = /^(?:--?|\/)(?:remote-debugging|remote-allow-origins|inspect|js-flags)/i;

/** The first switch of a command line that a release refuses, or null. Windows reads `/switch` too. */
export function refusedSwitch(argv: readonly string[]): string | null {
  const found = argv.find((arg) => LOOKING_IN.test(arg));
  return found === undefined ? null : (found.split('=')[0] ?? found);
}

/** A picture to take instead of a person's session: where to, and after which steps. */
export interface ScreenshotOrder {
  file: string;
  after: 'start' | 'sample';
}

/** Reads `--screenshot=FILE` and `--screenshot-after=sample`. */
export function screenshotOrder(argv: readonly string[]): ScreenshotOrder | null {
  const file = valueOf(argv, '--screenshot');
  if (file === null) return null;
  return { file, after: valueOf(argv, '--screenshot-after') === 'sample' ? 'sample' : 'start' };
}

function valueOf(argv: readonly string[], name: string): string | null {
  const prefix = `${name}=`;
  const value = argv.find((arg) => arg.startsWith(prefix))?.slice(prefix.length);
  return value === undefined || value === '' ? null : value;
}
