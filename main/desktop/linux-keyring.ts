import type { KeychainState } from '../../shared/contract/desktop-data';
import { sessionBusAddress } from './dbus/bus-address';
import { connectToBus, type Bus } from './dbus/bus-connection';

const SERVICE = 'org.freedesktop.secrets';
const PLACE = '/org/freedesktop/secrets';
/** What a bus says of a service that nobody offers; one that is merely silent may hold a key all the same. */
const NOBODY = /^org\.freedesktop\.DBus\.Error\.(ServiceUnknown|NameHasNoOwner|Spawn\.)/;

/**
 * How it stands with the keyring, by asking its service whether the collection that everything goes to is locked. This
 * asks nobody for a password, and a service that is silent is given up on.
 */
export async function lookAtKeyring(
  env: NodeJS.ProcessEnv = process.env,
  connect: (address: string, env: NodeJS.ProcessEnv) => Promise<Bus> = connectToBus,
): Promise<KeychainState> {
  const address = sessionBusAddress(env);
  if (address === null) return 'none';
  let bus: Bus;
  try {
    bus = await connect(address, env);
  } catch {
    return 'none';
  }
  try {
    return await stateOf(bus);
  } finally {
    bus.close();
  }
}

async function stateOf(bus: Bus): Promise<KeychainState> {
  const service = { destination: SERVICE, path: PLACE };
  let collection: unknown;
  try {
    [collection] = await bus.call({
      ...service,
      interface: 'org.freedesktop.Secret.Service',
      member: 'ReadAlias',
      args: ['default'],
    });
  } catch (error) {
    return error instanceof Error && NOBODY.test(error.message) ? 'none' : 'locked';
  }
  // `/` says that there is none yet: the first secret would ask the person for a password to make one with.
  if (typeof collection !== 'string' || collection === '/') return 'locked';
  try {
    const [locked] = await bus.call({
      destination: SERVICE,
      path: collection,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      args: ['org.freedesktop.Secret.Collection', 'Locked'],
    });
    return locked === false || (Array.isArray(locked) && locked[0] === false) ? 'available' : 'locked';
  } catch {
    return 'locked';
  }
}
