#!/usr/bin/env node
// The small part of 7-Zip's command line that electron-builder uses for tar.gz: `a <switches> <out.gz> <in.tar>`.
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';

const [command, ...rest] = process.argv.slice(2);
const switches = rest.filter((arg) => arg.startsWith('-'));
const [target, source, ...more] = rest.filter((arg) => !arg.startsWith('-'));
const isGzip = switches.includes('-tgzip') || target?.endsWith('.gz');

if (command !== 'a' || !isGzip || source === undefined || more.length > 0) {
  process.stderr.write(
    `seven-zip-over-gzip: only "a" of one file to gzip, not ${process.argv.slice(2).join(' ')}\n`,
  );
  process.exit(1);
}
const level = Number(/^-mx=(\d)$/.exec(switches.find((name) => name.startsWith('-mx=')) ?? '')?.[1] ?? 6);
await pipeline(
  createReadStream(source),
  createGzip({ level: Math.min(level, constants.Z_BEST_COMPRESSION) }),
  createWriteStream(target),
);
