import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';

/** The audit ledger of the sample: read, narrowed, verified, exported, and the export verified by itself. */
describe('the audit ledger', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  const entries = () =>
    app.page.getByRole('listbox', { name: 'Entries of the audit ledger' }).getByRole('option');
  const file = () => path.join(app.profileFolder, 'audit.jsonl');

  test('is in the sidebar of the Owner, and lists what happened', async () => {
    await app.signInAs('Helena Brandt');
    await app.page.getByRole('button', { name: /^Audit/ }).click();
    await entries().first().waitFor();
    expect(await entries().count()).toBe(100);
    await entries().filter({ hasText: 'Approved' }).first().click();
    await app.page.getByRole('heading', { name: 'What it says' }).waitFor();
    await app.screenshotBothThemes('audit');
    expect(await axeFindings(app.page)).toEqual([]);
  });

  test('is walked by keyboard, and narrowed', async () => {
    await entries().first().focus();
    await app.page.keyboard.press('ArrowDown');
    await app.page.keyboard.press('ArrowDown');
    const third = await entries().nth(2).textContent();
    await app.page.getByText(`Entry ${/^\d+/.exec(third ?? '')?.[0] ?? ''}`, { exact: true }).waitFor();
    await app.page.getByRole('button', { name: /^Anything/ }).click();
    await app.page.getByRole('option', { name: 'Policies' }).last().click();
    await entries().filter({ hasText: 'Changed a policy' }).first().waitFor();
    expect(await entries().filter({ hasNotText: 'Changed a policy' }).count()).toBe(0);
    await entries().first().click();
    await app.resize(1024, 700);
    await app.screenshotBothThemes('audit-1024');
    await app.resize(1280, 800);
    await app.page.getByRole('button', { name: 'Clear filters' }).click();
  });

  test('verifies: every decision of the sample was allowed when it was made', async () => {
    await app.page.getByRole('button', { name: 'Verify' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Verify the ledger' });
    await dialog.getByRole('button', { name: 'Verify' }).click();
    await dialog.getByText('The ledger is sound').waitFor();
    expect(await dialog.getByText(/Not judged/).count()).toBe(0);
    await app.screenshotBothThemes('audit-verified');
    expect(await axeFindings(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  test('is exported to the chosen file, which verifies without the app', async () => {
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file());
    await app.page.getByRole('button', { name: 'Export' }).click();
    await app.screenshot('audit-export-light');
    await app.page.getByRole('menuitem', { name: /^JSON Lines/ }).click();
    await app.page.getByText(/entries exported/).waitFor();
    const report = execFileSync(process.execPath, [path.resolve('out/main/verify.js'), file()], {
      encoding: 'utf8',
    });
    expect(report).toContain('SOUND: nothing in it was removed, changed or moved.');
    const lines = fs.readFileSync(file(), 'utf8').split('\n');
    fs.writeFileSync(file(), [...lines.slice(0, 40), ...lines.slice(41)].join('\n'));
    const run = () =>
      execFileSync(process.execPath, [path.resolve('out/main/verify.js'), file()], { stdio: 'pipe' });
    expect(run).toThrow(/Command failed/);
  });

  test('isn’t offered to who may not read it', async () => {
    await app.signOut();
    await app.signInAs('Marcus Lindqvist');
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
    expect(await app.page.getByRole('button', { name: /^Audit/ }).count()).toBe(0);
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
