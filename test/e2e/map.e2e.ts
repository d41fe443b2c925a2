import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';

/** The Owner looks at the map: who is irreplaceable, by mouse and by keyboard, and in words. One app, in order. */
describe('the governance map', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  test('draws everyone and every workflow', async () => {
    await app.signInAs('Helena Brandt');
    await app.page.getByRole('button', { name: /^Governance map/ }).click();
    const drawing = app.page.getByRole('group', { name: /^Who can start and decide what/ });
    await drawing.getByRole('button', { name: /^Jonas Keller/ }).waitFor();
    for (const workflow of ['Initiate Withdrawal', 'Manage Addresses', 'Manage Access', 'Manage Policies'])
      expect(await drawing.getByRole('button', { name: new RegExp(`^${workflow}`) }).count()).toBe(1);
    await app.page.getByText('Every workflow is covered').waitFor();
    await app.resize(1440, 900);
    await app.screenshotBothThemes('map-1440');
  });

  test('is walked by arrow keys, and says what falls over without somebody', async () => {
    const drawing = app.page.getByRole('group', { name: /^Who can start and decide what/ });
    await drawing.getByRole('button', { name: /^Aiko Watanabe/ }).click();
    await app.page.getByRole('heading', { name: 'If Aiko is away' }).waitFor();
    await app.screenshotBothThemes('map-picked-1440');
    expect(await axeFindings(app.page)).toEqual([]);
    await app.appearance('dark');
    expect(await axeFindings(app.page)).toEqual([]);
    await app.appearance('light');
    await app.page.keyboard.press('ArrowRight');
    await app.page.getByRole('heading', { name: /^What .* needs$/ }).waitFor();
    await app.page.keyboard.press('ArrowLeft');
    await app.page.getByRole('heading', { name: /^If .* is away$/ }).waitFor();
    await app.page.keyboard.press('End');
    await app.page.keyboard.press('Home');
    await app.page.keyboard.press('Shift+ArrowUp');
    await app.page.keyboard.press('-');
    await app.page.getByRole('button', { name: 'Actual size' }).click();
    await app.resize(1024, 700);
    await app.screenshotBothThemes('map-1024');
  });

  test('says nothing of others to who holds no View on Manage Access', async () => {
    await app.signOut();
    await app.signInAs('Marcus Lindqvist');
    await app.page.getByRole('button', { name: /^Governance map|^Map/ }).click();
    await app.page.getByText('You see names only').waitFor();
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
