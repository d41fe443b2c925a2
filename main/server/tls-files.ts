import fs from 'node:fs';
import { createSecureContext } from 'node:tls';
import { StartRefused } from './start-refused';

/** A certificate with those that vouch for it, and its private key, both PEM. */
export interface TlsFiles {
  cert: Buffer;
  key: Buffer;
}

/** Reads both files. Throws StartRefused where they can't be read or don't belong together. */
export function readTlsFiles(certFile: string, keyFile: string): TlsFiles {
  const files = { cert: read(certFile), key: read(keyFile) };
  try {
    createSecureContext(files);
  } catch (error) {
    throw new StartRefused(
      'tls',
      `${certFile} and ${keyFile} are no certificate with its key: ${error instanceof Error ? error.message : 'unknown fault'}`,
    );
  }
  return files;
}

function read(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new StartRefused(
      'tls',
      `${file} can’t be read: ${error instanceof Error ? error.message : 'unknown fault'}`,
    );
  }
}
