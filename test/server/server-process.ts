import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { ParsedJson } from './serving';

const SERVER = path.resolve(import.meta.dirname, '../../out/main/server.js');

export interface RunningServer {
  child: ChildProcess;
  /** The one line on stdout, once it is there. */
  ready: { listening: string; setupToken?: string };
  output: { stdout: string; stderr: string };
}

/** Starts the built server as a process of its own, and ends whatever still runs when told to. */
export class ServerProcesses {
  readonly #running: ChildProcess[] = [];

  launch(args: string[], env: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [SERVER, ...args], {
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    this.#running.push(child);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, output, exited };
  }

  /** Resolves when the server said that it listens, on a port of its own choice. */
  async start(data: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
    const { child, output, exited } = this.launch(['--port', '0', '--data', data, ...args], env);
    const line = new Promise<string>((resolve) => {
      child.stdout.on('data', () => {
        if (output.stdout.includes('\n')) resolve(output.stdout);
      });
    });
    const first = await Promise.race([line, exited.then((code) => `exit ${String(code)}: ${output.stderr}`)]);
    return { child, output, ready: JSON.parse(first) };
  }

  async end(): Promise<void> {
    for (const child of this.#running.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      await stop({ child }, 'SIGKILL');
    }
  }
}

export async function stop(
  { child }: Pick<RunningServer, 'child'>,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<number | null> {
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return exited;
}

/** Posts JSON, as whoever the token says. */
export async function post(url: string, body: unknown, token?: string): Promise<ParsedJson> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}
