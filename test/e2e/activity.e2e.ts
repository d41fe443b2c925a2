import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';

/** Somebody looks how the work goes. One app, in order. */
describe('activity', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
  });
  afterAll(async () => {
    await app.stop();
  });

  test('draws the last weeks and says them in numbers', async () => {
    await app.signInAs('Ingrid Solheim');
    await app.page.getByRole('button', { name: /^Activity/ }).click();
    const table = app.page.getByRole('table', { name: 'In numbers' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(13);
    await app.page.getByText(/^The oldest has waited/).waitFor();
    await app.screenshotBothThemes('activity');
    expect(await axeFindings(app.page)).toEqual([]);
    await app.appearance('dark');
    expect(await axeFindings(app.page)).toEqual([]);
    await app.appearance('light');
    await app.resize(1024, 700);
    await app.screenshotBothThemes('activity-1024');
  });

  test('is reached by keyboard alone', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('activity');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  });

  test('nothing on the way was complained about', () => {
    expect(app.complaints).toEqual([]);
  });
});
