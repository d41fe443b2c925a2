import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { launcherWith, mountRefusal } from './private-mounts';
import { withdrawFromTreasury, type AskAs } from './treasury-withdrawal';

/** Without the right to mount, the words are tested by component, and the engine by a store that refuses to commit. */
const whereItMayBeHad = mountRefusal === null ? describe : undefined;
if (mountRefusal !== null)
  test('no small disk can be had here, for lack of rights alone', () => {
    expect(mountRefusal).toMatch(/not permitted|denied|superuser|Linux only/i);
  });

whereItMayBeHad?.('a disk that is full', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-small-'));
  const profileFolder = path.join(folder, 'profile');
  let app: Application;

  beforeAll(async () => {
    fs.mkdirSync(profileFolder);
    const launcher = launcherWith(folder, `mount -t tmpfs -o size=64m tmpfs '${profileFolder}'`);
    app = await Application.start({ profileFolder, launcher });
    await app.openSample();
    await app.signInAs('Marcus Lindqvist');
  });
  afterAll(async () => {
    await app.electron.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Takes all that is left of the disk, as something else on the computer might. */
  const fill = (): Promise<void> =>
    app.electron.evaluate(
      (_electron, file) => {
        const files = process.mainModule?.require('node:fs') as typeof fs;
        for (const size of [1 << 20, 1 << 12, 1])
          try {
            for (;;) files.appendFileSync(file, Buffer.alloc(size));
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          }
      },
      path.join(profileFolder, 'something-else'),
    );
  const makeRoom = (): Promise<void> =>
    app.electron.evaluate(
      (_electron, file) => {
        (process.mainModule?.require('node:fs') as typeof fs).rmSync(file);
      },
      path.join(profileFolder, 'something-else'),
    );
  /** The database writes on into what its log has of the disk already: commands go through until that is used up. */
  const useUpWhatIsInHand = async (): Promise<string> => {
    const ask: AskAs = (name, input) => app.ask(name, input);
    for (let tries = 0; tries < 500; tries += 1)
      try {
        await withdrawFromTreasury(ask, '0.0001');
      } catch (refused) {
        return (refused as Error).message;
      }
    return 'never';
  };
  const counts = async (): Promise<unknown> =>
    app.page.evaluate(() => window.countersign.invoke('requests.counts', {}));
  const form = () => app.page.getByRole('dialog', { name: 'New withdrawal' });
  const send = () => form().getByRole('button', { name: 'Ask for approval' });
  const choose = async (label: string, option: RegExp): Promise<void> => {
    const trigger = form().getByRole('button', { name: new RegExp(label) });
    if (await trigger.textContent().then((text) => option.test(text ?? ''))) return;
    await trigger.click();
    await app.page.getByRole('option', { name: option }).first().click();
  };

  test('refuses a command in words, changes nothing, and keeps what was written in the form', async () => {
    await app.page.keyboard.press('n');
    await choose('From account', /Treasury/);
    await choose('Asset', /BTC/);
    await choose('To address', /Cold storage A/);
    await form().getByLabel('Amount', { exact: true }).fill('0.25');
    await form().getByLabel(/^Note/).fill('Kept through it all');
    await fill();
    expect(await useUpWhatIsInHand()).toMatch(/^The disk is full/);
    const before = await counts();
    await send().click();
    await form()
      .getByText(/The disk is full\. Nothing was changed/)
      .waitFor();
    // What the app would keep of another appearance has no room either.
    await app.screenshot('disk-full');
    expect(await counts()).toEqual(before);
    expect(await form().getByLabel(/^Note/).inputValue()).toBe('Kept through it all');
  });

  test('with room on it again the same press goes through, once', async () => {
    const before = (await counts()) as { value: { initiatedByMe: number } };
    await makeRoom();
    await send().click();
    await form().waitFor({ state: 'detached' });
    await app.until(
      async () => ((await counts()) as typeof before).value.initiatedByMe,
      before.value.initiatedByMe + 1,
    );
  });
});
