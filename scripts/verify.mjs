// npm run verify -- export.jsonl [--head SEQ:CHAIN]: builds the verifier where needed and runs it on an audit export.
import path from 'node:path';
import { buildIfStale } from './application-build.mjs';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject } from './project.mjs';

try {
  await buildIfStale();
  process.exitCode = await exitCodeOf(
    startProgram(process.execPath, [inProject('out', 'main', 'verify.js'), ...process.argv.slice(2)], {
      // npm runs scripts in the project’s folder; the file is named from where the person stands.
      cwd: process.env.INIT_CWD ?? path.resolve('.'),
      stdio: 'inherit',
    }),
  );
} catch (error) {
  process.stderr.write(`[verify] ${error.message}\n`);
  process.exitCode = 2;
}
