import path from 'node:path';

/** Where systemd and its predecessors put the system's bus. */
const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket';

export function systemBusAddress(env: NodeJS.ProcessEnv): string {
  return env['DBUS_SYSTEM_BUS_ADDRESS'] || SYSTEM_BUS;
}

/** @returns null where there is no session bus that anybody could tell of */
export function sessionBusAddress(env: NodeJS.ProcessEnv): string | null {
  const runtime = env['XDG_RUNTIME_DIR'];
  return env['DBUS_SESSION_BUS_ADDRESS'] || (runtime ? `unix:path=${path.join(runtime, 'bus')}` : null);
}

/** The sockets that an address names, in order, as Node connects to them; buses over TCP aren't for us. */
export function socketsOf(address: string, env: NodeJS.ProcessEnv): string[] {
  return address.split(';').flatMap((one) => {
    const [kind, rest = ''] = [one.slice(0, one.indexOf(':')), one.slice(one.indexOf(':') + 1)];
    if (kind !== 'unix') return [];
    const named = new Map(rest.split(',').map((pair) => splitPair(pair)));
    const place = named.get('path');
    const abstract = named.get('abstract');
    const runtime = env['XDG_RUNTIME_DIR'];
    if (place !== undefined) return [place];
    if (abstract !== undefined) return [`\0${abstract}`];
    return named.get('runtime') === 'yes' && runtime ? [path.join(runtime, 'bus')] : [];
  });
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), unescaped(pair.slice(at + 1))];
}

function unescaped(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
