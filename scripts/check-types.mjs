// npm run types: checks every TypeScript project; each folder with other surroundings has its own tsconfig.json.
import os from 'node:os';
import { exitCodeOf, startProgram } from './child-processes.mjs';
import { inProject, isMainScript, projectRoot } from './project.mjs';

const PROJECTS = ['.', 'renderer', 'test', 'test/renderer', 'shared'];

/** @returns {Promise<boolean>} false where any project has an error; tsc prints them */
export async function checkTypes() {
  const waiting = [...PROJECTS];
  let ok = true;
  const worker = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      ok = (await runTsc(project)) && ok;
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() > 1 ? 2 : 1 }, worker));
  return ok;
}

async function runTsc(project) {
  // The same language by the native compiler, in a fifth of the time; lint needs the older one's programming interface.
  const tsc = inProject('node_modules', 'typescript-native', 'bin', 'tsc');
  const child = startProgram(process.execPath, [tsc, '-p', project, '--pretty'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return (await exitCodeOf(child)) === 0;
}

if (isMainScript(import.meta.url)) {
  process.exitCode = (await checkTypes()) ? 0 : 1;
}
