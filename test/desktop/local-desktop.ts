import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { generate } from 'otplib';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Problem, Result } from '../../shared/contract/problem';
import { describeOrganization } from '../../main/backend/local/organization-folder';
import { makeServices, type Services } from '../../main/desktop/services';
import { dispatch } from '../../main/ipc/dispatch';
import { systemClocks } from '../../main/session/clocks';
import { EngineInProcess } from './engine-in-process';
import { FakeNoticeBoard } from './fake-notice-board';
import { fakeSettings, noneTold } from './fake-settings';
import { FOUNDING } from './founding';
import { anInitialState } from './initial-state';
import { servers } from './some-servers';

/** The desktop under test: its folder, its services, and what they told. */
export const here = {} as {
  userData: string;
  emitted: [string, unknown][];
  bugs: unknown[];
  services: Services;
  running: Services[];
};

export function start(folder = here.userData): Services {
  const made = makeServices({
    chooseFile: () => Promise.resolve(null),
    openPage: () => Promise.resolve(),
    initialState: anInitialState({ localOrganization: describeOrganization(folder) }),
    clocks: systemClocks,
    systemIdleSeconds: () => 0,
    device: 'test',
    host: { userData: folder, startEngine: () => new EngineInProcess() },
    emit: (name, payload) => here.emitted.push([name, payload]),
    noticeBoard: new FakeNoticeBoard(),
    servers: servers(),
    onState: () => undefined,
    settings: fakeSettings(),
    told: noneTold(),
    actOnWindow: () => undefined,
    pageIsReady: () => undefined,
    logBug: (what, error) => here.bugs.push([what, error]),
    logNote: () => undefined,
  });
  here.running.push(made);
  return made;
}

/** Each test with a desktop of its own, on an empty disk; nothing in it may have gone wrong. */
export function onAnEmptyDisk(): void {
  beforeEach(() => {
    here.userData = fs.mkdtempSync(path.join(os.tmpdir(), 'local-organization-'));
    here.emitted = [];
    here.bugs = [];
    here.running = [];
    here.services = start();
  });
  afterEach(async () => {
    for (const made of here.running) await made.stop();
    fs.rmSync(here.userData, { recursive: true, force: true });
    expect(here.bugs).toEqual([]);
  });
}

export const call = (name: string, input: unknown = {}): Promise<Result<unknown>> =>
  dispatch(here.services.doors, name, input);

export async function value<T>(name: string, input: unknown = {}): Promise<T> {
  const answer = await call(name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.detail}`);
  return answer.value as T;
}

export async function refusal(name: string, input: unknown = {}): Promise<Problem> {
  const answer = await call(name, input);
  if (answer.ok) throw new Error(`${name} was not refused`);
  return answer.problem;
}

export interface Shown {
  secret: string;
  uri: string;
  qr: string;
}
export const create = async (): Promise<Shown> =>
  (await value<{ totp: Shown }>('desktop.createOrganization', FOUNDING)).totp;
export const confirm = async ({ secret }: Shown): Promise<string[]> =>
  (await value<{ recoveryCodes: string[] }>('desktop.confirmEnrolment', { code: await generate({ secret }) }))
    .recoveryCodes;
export const finish = ([first = '']: string[]): Promise<unknown> =>
  value('desktop.finishEnrolment', { recoveryCode: first });
export const onDisk = (): string[] => fs.readdirSync(here.userData).sort();
export const atHome = (name: string): string => path.join(here.userData, 'organization', name);
