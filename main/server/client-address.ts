import type { Socket } from 'node:net';

/** Where a connection comes from, as the audit ledger and throttling know it. */
export function clientAddress(socket: Pick<Socket, 'remoteAddress'>): string {
  return (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
}
