import type { Bus } from './bus-connection';

export const BUS = 'org.freedesktop.DBus';
const onBus = { destination: BUS, path: '/org/freedesktop/DBus', interface: BUS };

/** Whether somebody has this name. Rejects where the bus can't be asked. */
export async function hasOwner(bus: Bus, name: string): Promise<boolean> {
  const [answer] = await bus.call({ ...onBus, member: 'NameHasOwner', args: [name] });
  return answer === true;
}

/** Whether the bus would start somebody who has this name. Rejects as above. */
export async function isStartable(bus: Bus, name: string): Promise<boolean> {
  const [names] = await bus.call({ ...onBus, member: 'ListActivatableNames' });
  return Array.isArray(names) && names.includes(name);
}
