import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { Application } from './application';
import { FOUNDING } from '../desktop/founding';
import { Authenticator } from './authenticator';

/** What has the page in it, however it was started. */
type WithPage = Pick<Application, 'page'>;

export async function callOf<T>(app: WithPage, name: string, input: unknown = {}): Promise<T> {
  const answer = (await app.page.evaluate(
    ([callName, callInput]) => window.countersign.invoke(callName as string, callInput),
    [name, input],
  )) as { ok: true; value: T } | { ok: false; problem: { code: string; detail: string } };
  if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.detail}`);
  return answer.value;
}

export const stateOf = (app: WithPage): Promise<DesktopState> => callOf(app, 'desktop.state');

/** Founds the organization of this computer by the page's own calls; its Owner is signed in then. */
export async function found(app: WithPage): Promise<Authenticator> {
  const { totp } = await callOf<{ totp: { secret: string } }>(app, 'desktop.createOrganization', FOUNDING);
  const authenticator = new Authenticator(totp.secret);
  const { recoveryCodes } = await callOf<{ recoveryCodes: string[] }>(app, 'desktop.confirmEnrolment', {
    code: await authenticator.code(),
  });
  await callOf(app, 'desktop.finishEnrolment', { recoveryCode: recoveryCodes[0] });
  await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  return authenticator;
}

/** Signs the Owner in on the sheet, as a person does. */
export async function signInOwner(app: WithPage, authenticator: Authenticator): Promise<void> {
  const { page } = app;
  await page.getByLabel('E-mail', { exact: true }).fill(FOUNDING.owner.email);
  await page.getByLabel('Password', { exact: true }).fill(FOUNDING.owner.password);
  await page.getByLabel('Code from your authenticator app', { exact: true }).fill(await authenticator.code());
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}
