import path from 'node:path';
// The node flavour: the one for Electron's main process opens an IPC channel of its own to every page.
import electronLog from 'electron-log/node';
import { redact } from './redaction';

export interface Log {
  bug(what: string, error: unknown): void;
  note(message: string, detail?: unknown): void;
}

/** Where it is written, for whoever is to send it along. */
export function logFileIn(userData: string): string {
  return path.join(userData, 'logs', 'main.log');
}

/** Writes to `<userData>/logs/main.log`, one old file kept; nothing goes to the console. */
export function openLog(userData: string): Log {
  const log = electronLog.create({ logId: 'main' });
  log.transports.console.level = false;
  log.transports.file.level = 'info';
  log.transports.file.resolvePathFn = () => logFileIn(userData);
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.hooks.push((message) => ({ ...message, data: message.data.map((part) => redact(part)) }));
  return {
    bug: (what, error) => log.error(what, error),
    note: (message, detail) =>
      detail === undefined || detail === null ? log.info(message) : log.info(message, detail),
  };
}
