export interface TrayStanding {
  wanted: boolean;
  /** How many requests wait for the person who is signed in. */
  waiting: number;
  signedIn: boolean;
}

export interface TrayEntry {
  id: 'open' | 'waiting' | 'lock' | 'quit' | 'line';
  label: string;
  enabled: boolean;
}

const LINE: TrayEntry = { id: 'line', label: '', enabled: false };

/** What the tray's menu says. Names and amounts are nothing for it: it opens over whatever is on the screen. */
export function trayMenu(
  { waiting, signedIn }: Pick<TrayStanding, 'waiting' | 'signedIn'>,
  title: string,
): TrayEntry[] {
  return [
    { id: 'open', label: `Open ${title}`, enabled: true },
    { id: 'waiting', label: waitingWords(waiting, signedIn), enabled: waiting > 0 },
    LINE,
    { id: 'lock', label: 'Lock now', enabled: signedIn },
    LINE,
    { id: 'quit', label: 'Quit', enabled: true },
  ];
}

export function trayTip(waiting: number, title: string): string {
  return waiting === 0 ? title : `${title}: ${waiting} waiting for you`;
}

function waitingWords(waiting: number, signedIn: boolean): string {
  if (waiting > 0) return `${waiting} ${waiting === 1 ? 'request waits' : 'requests wait'} for you`;
  return signedIn ? 'Nothing waits for you' : 'Nobody is signed in';
}
