import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Application } from './application';

let app: Application;
beforeAll(async () => {
  app = await Application.start();
});
afterAll(async () => {
  await app.stop();
});

test('planted secrets never reach a log, nor anything else that is written', async () => {
  const planted = {
    password: 'Planted-Passw0rd-of-the-test',
    code: '918273',
    token: 'PlantedToken_0123456789abcdefghijklmnop',
    seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  };
  await app.page.evaluate(async ({ password, code, token, seed }) => {
    await window.countersign.invoke('desktop.signIn', { email: 'planted@x.example', password, totp: code });
    await window.countersign.invoke('desktop.signIn', { password, more: token });
    await window.countersign.invoke('desktop.acceptInvitation', { code: token, password });
    await window.countersign.invoke('desktop.copySecret', { text: seed });
    await window.countersign.invoke(`desktop.${token}`, { seed });
  }, planted);
  // Bugs of main are what logs are for: each with a secret in it, in a place of its own.
  await app.electron.evaluate((_electron, { password, code, token, seed }) => {
    setImmediate(() => {
      throw new Error(`sign-in failed: password=${password} with code ${code}`);
    });
    void Promise.reject(
      Object.assign(new Error(`Bearer ${token}`), { authorization: token, totp: code, seed }),
    );
    void Promise.reject(new Error(`otpauth://totp/Countersign:x?secret=${seed}`));
  }, planted);
  const log = path.join(app.profileFolder, 'logs', 'main.log');
  await app.until(
    async () =>
      fs.existsSync(log) ? (fs.readFileSync(log, 'utf8').match(/uncaught|unhandled/g) ?? []).length : 0,
    3,
  );
  const everything = fs
    .readdirSync(app.profileFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.path, entry.name));
  for (const file of everything) {
    const bytes = fs.readFileSync(file);
    for (const [what, secret] of Object.entries(planted)) {
      // Six digits may stand anywhere in a cache; in what we write they may not.
      if (what === 'code' && !/\.(log|json)$/.test(file)) continue;
      expect([file, what, bytes.includes(secret)]).toEqual([file, what, false]);
    }
  }
});

test('what is kept on the disk is for this user only, and no secret is in it', () => {
  for (const file of ['settings.json', 'logs/main.log']) {
    const full = path.join(app.profileFolder, file);
    if (!fs.existsSync(full)) continue;
    if (process.platform !== 'win32') expect(fs.statSync(full).mode & 0o077).toBe(0);
    expect(fs.readFileSync(full, 'utf8')).not.toMatch(/[A-Z2-7]{32}|[A-Za-z0-9_-]{43}/);
  }
});
