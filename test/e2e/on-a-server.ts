import type { Locator } from 'playwright-core';
import type { Application } from './application';
import type { ServedPerson } from './served-organization';

export const button = ({ page }: Application, name: string | RegExp): Locator =>
  page.getByRole('button', { name });
export const field = ({ page }: Application, label: string | RegExp): Locator =>
  page.getByLabel(label, { exact: true });

/** From the welcome screen to the sign-in of a server that wasn’t connected to before. */
export async function connectTo(app: Application, url: string): Promise<void> {
  const { host } = new URL(url);
  await button(app, 'Connect to a governance server').click();
  await field(app, 'Address of the server').fill(url);
  await button(app, 'Look for it').click();
  await button(app, `Connect to ${host}`).click();
  await field(app, 'E-mail').waitFor();
}

export async function signIn(app: Application, person: ServedPerson): Promise<void> {
  await field(app, 'E-mail').fill(person.email);
  await field(app, 'Password').fill(person.password);
  await field(app, 'Code from your authenticator app').fill(await person.authenticator.code());
  // A password is hashed as it is in earnest.
  await app.page.getByRole('navigation', { name: 'Main' }).waitFor({ timeout: 20_000 });
}

export async function signOut(app: Application): Promise<void> {
  await button(app, /^Your account/).click();
  await app.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await field(app, 'E-mail').waitFor();
}

/** Out of the way, so that what happens has to be told by the desktop. */
export async function hide(app: Application): Promise<void> {
  await (await app.electron.browserWindow(app.page)).evaluate((window) => window.hide());
}

export async function isVisible(app: Application): Promise<boolean> {
  return (await app.electron.browserWindow(app.page)).evaluate((window) => window.isVisible());
}

/** What the running app is told when a desktop opens a link. */
export async function follow(app: Application, link: string): Promise<void> {
  await app.electron.evaluate(({ app: itself }, argument) => {
    itself.emit('second-instance', {}, ['countersign', argument], '', {});
  }, link);
}
