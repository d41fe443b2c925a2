import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import type { z } from 'zod';
import type { DesktopCalls } from '../../shared/contract/desktop-calls';
import type { OutputOf } from '../../shared/contract/operations';
import { problem, type Problem, type Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import type { DesktopHandlers } from './handler-types';

export interface AuditExportParts {
  engine(): GovernanceApi | null;
  token(): string | null;
  callerFor(token: string | null): Caller;
  /** Asks the person for a place; null where they don’t want one after all. */
  chooseFile(suggestion: string): Promise<string | null>;
  /** The day as it stands in the suggested name: `2026-11-24`. */
  today(): string;
  onProgress(entries: number): void;
  logBug(what: string, error: unknown): void;
}

type Input = z.output<DesktopCalls['desktop.exportAudit']['input']>;
type Output = z.output<DesktopCalls['desktop.exportAudit']['output']>;

const NOT_SAVED: Output = { saved: false, entries: 0 };

/**
 * Writes the audit ledger to a file that the person chooses; the page has no way to files. Written beside it first, so
 * that what bears the name is whole, and taken away where it was stopped or the session ended.
 */
export class AuditExports {
  readonly #parts: AuditExportParts;
  #running: { stopped: boolean } | null = null;

  constructor(parts: AuditExportParts) {
    this.#parts = parts;
  }

  handlers(): Pick<DesktopHandlers, 'desktop.exportAudit' | 'desktop.stopExport'> {
    return {
      'desktop.exportAudit': (input) => this.#export(input),
      'desktop.stopExport': async () => {
        if (this.#running) this.#running.stopped = true;
        return { ok: true, value: {} };
      },
    };
  }

  async #export(input: Input): Promise<Result<Output>> {
    if (this.#running) return fail(problem('conflict', 'An export is under way already.'));
    const run = { stopped: false };
    this.#running = run;
    try {
      const file = await this.#parts.chooseFile(`Audit ${this.#parts.today()}.${input.format}`);
      if (file === null || run.stopped) return { ok: true, value: NOT_SAVED };
      return await this.#write(file, input, run);
    } finally {
      this.#running = null;
    }
  }

  async #write(file: string, input: Input, run: { stopped: boolean }): Promise<Result<Output>> {
    const unfinished = `${file}.part`;
    const out = createWriteStream(unfinished, { mode: 0o600 });
    try {
      await once(out, 'open');
      const told = await this.#copy(out, input, run);
      await closed(out);
      if (told.ok && told.value.saved) await rename(unfinished, file);
      else await rm(unfinished, { force: true });
      return told;
    } catch (error) {
      // A full disk, a folder that may not be written to: nothing of the engine’s, and no bug.
      out.destroy();
      await rm(unfinished, { force: true }).catch(() => undefined);
      this.#parts.logBug('exporting the audit ledger', error);
      return fail(problem('unavailable', 'The file could not be written. Choose another place.'));
    }
  }

  async #copy(out: WriteStream, input: Input, run: { stopped: boolean }): Promise<Result<Output>> {
    const token = this.#parts.token();
    let cursor: string | null = null;
    let lines = 0;
    do {
      const engine = this.#parts.engine();
      // Whoever is signed in now is somebody else, or nobody.
      if (engine === null || token === null || this.#parts.token() !== token)
        return fail(problem('session_expired', 'The session has ended.'));
      const part: Result<OutputOf<'audit.export'>> = await engine.call(
        'audit.export',
        cursor === null ? input : { ...input, cursor },
        this.#parts.callerFor(token),
      );
      if (!part.ok) return part;
      if (run.stopped) return { ok: true, value: NOT_SAVED };
      if (!out.write(part.value.content)) await once(out, 'drain');
      lines += part.value.content.split('\n').length - 1;
      // The first line says what the file is.
      this.#parts.onProgress(lines - 1);
      cursor = part.value.nextCursor;
    } while (cursor !== null);
    return { ok: true, value: { saved: true, entries: lines - 1 } };
  }
}

async function closed(out: WriteStream): Promise<void> {
  out.end();
  await once(out, 'close');
}

function fail(found: Problem): Result<never> {
  return { ok: false, problem: found };
}
