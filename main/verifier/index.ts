import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { readHeadText, type Head } from '../../shared/domain/audit/entry';
import { reportOf } from './report';
import { NotAnExport, verifyExport } from './verify-export';

const USAGE = `Verifies an audit export by itself: its chain, and every decision in it.

  npm run verify -- export.jsonl [--head SEQ:CHAIN]

  --head SEQ:CHAIN  a head that you kept from an earlier time: an export that was cut off
                    or written anew since doesn’t hold it
  --help            this text

Ends with 0 where all is sound, with 1 where it isn’t, with 2 where it can’t be read.
`;

class Unusable extends Error {}

function parse(args: string[]): { file: string; remembered: Head | null } | null {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { head: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new Unusable(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return null;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Unusable('Name one export to verify.');
  const remembered = values.head === undefined ? null : readHeadText(values.head);
  if (values.head !== undefined && remembered === null)
    throw new Unusable('--head takes SEQ:CHAIN, as the app and this program show it.');
  if (!fs.existsSync(file)) throw new Unusable(`There is no file ${file}.`);
  return { file, remembered };
}

async function run(args: string[]): Promise<number> {
  const asked = parse(args);
  if (asked === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  const found = await verifyExport(asked.file, asked.remembered);
  process.stdout.write(`${reportOf(found, asked.remembered).join('\n')}\n`);
  return found.verdict.ok ? 0 : 1;
}

run(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const known = error instanceof Unusable || error instanceof NotAnExport;
    process.stderr.write(
      known ? `${error.message}\n${error instanceof Unusable ? `\n${USAGE}` : ''}` : `${String(error)}\n`,
    );
    process.exitCode = 2;
  },
);
