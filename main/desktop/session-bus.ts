import fs from 'node:fs';
import path from 'node:path';
import { sessionBusAddress } from './dbus/bus-address';
import { connectToBus, type Bus } from './dbus/bus-connection';

const BUS = 'org.freedesktop.DBus';

/** Whether Linux's session bus is there: by its address, or at the place where systemd puts it. */
export function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') return address !== 'disabled:';
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && fs.existsSync(path.join(runtime, 'bus'));
}

type Connect = (address: string, env: NodeJS.ProcessEnv) => Promise<Bus>;

/** Asks the bus whether somebody has this name. @returns null where the bus couldn't be asked */
export async function nameIsOnBus(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  connect: Connect = connectToBus,
): Promise<boolean | null> {
  return await asked(env, connect, (bus) => hasOwner(bus, name));
}

/** The same, where it is enough that the bus would start somebody who has it. */
export async function serviceIsOnBus(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  connect: Connect = connectToBus,
): Promise<boolean | null> {
  return await asked(env, connect, async (bus) => {
    if (await hasOwner(bus, name)) return true;
    const [names] = await bus.call({ ...onBus, member: 'ListActivatableNames' });
    return Array.isArray(names) && names.includes(name);
  });
}

const onBus = { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS };

async function hasOwner(bus: Bus, name: string): Promise<boolean> {
  const [answer] = await bus.call({ ...onBus, member: 'NameHasOwner', args: [name] });
  return answer === true;
}

async function asked(
  env: NodeJS.ProcessEnv,
  connect: Connect,
  ask: (bus: Bus) => Promise<boolean>,
): Promise<boolean | null> {
  const address = sessionBusAddress(env);
  if (address === null) return null;
  try {
    const bus = await connect(address, env);
    return await ask(bus).finally(() => bus.close());
  } catch {
    return null;
  }
}
