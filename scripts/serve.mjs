// npm run serve -- <arguments>: builds the server where needed and runs it. Only the server writes to stdout.
import { buildIfStale } from './application-build.mjs';
import { exitCodeOf, forwardSignals, startProgram } from './child-processes.mjs';
import { inProject } from './project.mjs';

try {
  await buildIfStale();
  const server = startProgram(
    process.execPath,
    [inProject('out', 'main', 'server.js'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  );
  // The server closes its connections and its database by itself.
  forwardSignals(server);
  process.exitCode = await exitCodeOf(server);
} catch (error) {
  process.stderr.write(`[serve] ${error.message}\n`);
  process.exitCode = 1;
}
