import fs from 'node:fs';
import path from 'node:path';

/** Whether Linux's session bus is there: by its address, or at the place where systemd puts it. */
export function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') return address !== 'disabled:';
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime !== undefined && runtime !== '' && fs.existsSync(path.join(runtime, 'bus'));
}
