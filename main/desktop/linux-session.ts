import { HEARS_NOTHING, type MachineHearing } from '../../shared/contract/desktop-settings';
import { sessionBusAddress, systemBusAddress } from './dbus/bus-address';
import type { Bus } from './dbus/bus-connection';
import { hasOwner } from './dbus/bus-names';
import { keepListening } from './dbus/keep-listening';
import type { BusMessage } from './dbus/message';
import type { BusValue } from './dbus/values';

const LOGIN = 'org.freedesktop.login1';
const SESSION = `${LOGIN}.Session`;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
/** Whoever locks the screen says so under one of these names; all of them say it alike. */
const SCREEN_SAVERS = ['freedesktop', 'gnome', 'cinnamon', 'mate', 'xfce'].map(
  (desktop) => `org.${desktop}.ScreenSaver`,
);

export interface LinuxSessionParts {
  env: NodeJS.ProcessEnv;
  pid: number;
  uid: number;
  connect(address: string): Promise<Bus>;
  onLocked(): void;
  /** Somebody else has the screen now. */
  onSwitchedAway(): void;
  onBack(): void;
  /** What of the machine can be heard now; the rest nobody tells. */
  onHearing(hearing: MachineHearing): void;
  note(message: string, detail: string | null): void;
}

/**
 * Follows the screen's lock and the user's switching on Linux, where Electron tells of neither: logind's signals on the
 * system's bus, and those of screen savers on the session's. A bus that is lost is looked for again.
 * @returns stops following
 */
export function followLinuxSession(parts: LinuxSessionParts): () => void {
  const session = sessionBusAddress(parts.env);
  const heard = new Map<Listen, Partial<MachineHearing>>();
  const hears = (listen: Listen, what: Partial<MachineHearing>): void => {
    heard.set(listen, what);
    const all = [...heard.values()];
    parts.onHearing({
      screenLock: all.some(({ screenLock }) => screenLock),
      suspend: all.some(({ suspend }) => suspend),
      userSwitch: all.some(({ userSwitch }) => userSwitch),
    });
  };
  parts.onHearing(HEARS_NOTHING);
  const follow = (address: string, listen: Listen): (() => void) =>
    keepListening({
      ...parts,
      address,
      listen: async (bus) => hears(listen, await listen(bus, parts)),
      onLost: () => hears(listen, {}),
    });
  const stops = [follow(systemBusAddress(parts.env), listenToLogin)];
  if (session !== null) stops.push(follow(session, listenToScreenSavers));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Sets up one bus: what to listen to, and what is so already. Gives what it will tell. */
type Listen = (bus: Bus, parts: LinuxSessionParts) => Promise<Partial<MachineHearing>>;

const listenToLogin: Listen = async (bus, parts) => {
  const own = await ownSession(bus, parts);
  // Where nobody could say which session is ours, the lock of any counts; a lock too many costs a sign-in only.
  const isOurs = (path: string): boolean => own === null || path === own;
  bus.onSignal((signal) => {
    if (!isOurs(signal.path)) return;
    if (signal.interface === SESSION && signal.member === 'Lock') parts.onLocked();
    if (signal.interface === SESSION && signal.member === 'Unlock') parts.onBack();
    if (signal.interface === PROPERTIES) followProperties(signal, own !== null, parts);
  });
  await bus.match(`type='signal',sender='${LOGIN}',interface='${SESSION}'`);
  await bus.match(
    `type='signal',sender='${LOGIN}',interface='${PROPERTIES}',member='PropertiesChanged',arg0='${SESSION}'`,
  );
  if (own !== null && (await propertyOf(bus, own, 'LockedHint')) === true) parts.onLocked();
  const tells = own !== null || (await isThere(bus, LOGIN));
  // Another user's session is told from ours only where it is known which is ours.
  return { screenLock: tells, suspend: tells, userSwitch: own !== null };
};

/** A bus that can't be asked tells of nobody. */
const isThere = (bus: Bus, name: string): Promise<boolean> => hasOwner(bus, name).catch(() => false);

function followProperties({ body }: BusMessage, isOwn: boolean, parts: LinuxSessionParts): void {
  const [interfaceName, changes] = body;
  if (interfaceName !== SESSION || !Array.isArray(changes)) return;
  const changed = new Map(
    changes.map((pair) => (Array.isArray(pair) ? [String(pair[0]), pair[1]] : ['', ''])),
  );
  const locked = changed.get('LockedHint');
  const active = changed.get('Active');
  if (locked === true) parts.onLocked();
  if (isOwn && active === false) parts.onSwitchedAway();
  if (locked === false || (isOwn && active === true)) parts.onBack();
}

/**
 * The path of the session that we are in. Desktops that start their programs as services of the user have no session of
 * theirs: then it is the one the environment names, or where the user's screen is.
 */
async function ownSession(bus: Bus, { env, pid, uid }: LinuxSessionParts): Promise<string | null> {
  const ask = async (member: string, arg: string | number): Promise<string | null> => {
    const [path] = await bus.call({
      destination: LOGIN,
      path: '/org/freedesktop/login1',
      interface: `${LOGIN}.Manager`,
      member,
      args: [arg],
    });
    return typeof path === 'string' ? path : null;
  };
  const named = env['XDG_SESSION_ID'];
  const ways: (() => Promise<string | null>)[] = [
    () => ask('GetSessionByPID', pid),
    ...(named === undefined || named === '' ? [] : [() => ask('GetSession', named)]),
    async () => {
      const user = await ask('GetUser', uid);
      const display = user === null ? null : await propertyOf(bus, user, 'Display', `${LOGIN}.User`);
      const path = Array.isArray(display) ? display[1] : null;
      return typeof path === 'string' && path !== '/' ? path : null;
    },
  ];
  for (const way of ways) {
    const found = await way().catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

async function propertyOf(
  bus: Bus,
  path: string,
  property: string,
  of: string = SESSION,
): Promise<BusValue | null> {
  const call = { destination: LOGIN, path, interface: PROPERTIES, member: 'Get', args: [of, property] };
  const [value] = await bus.call(call).catch(() => []);
  return value ?? null;
}

const listenToScreenSavers: Listen = async (bus, parts) => {
  bus.onSignal(({ interface: name, member, body }) => {
    if (member !== 'ActiveChanged' || !SCREEN_SAVERS.includes(name)) return;
    if (body[0] === true) parts.onLocked();
    else parts.onBack();
  });
  for (const name of SCREEN_SAVERS)
    await bus.match(`type='signal',interface='${name}',member='ActiveChanged'`);
  const there = await Promise.all(SCREEN_SAVERS.map((name) => isThere(bus, name)));
  return { screenLock: there.includes(true) };
};
