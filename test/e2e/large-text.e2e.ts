import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';

/** Text at 200 % in a window of 1280 × 800: panes reflow, nothing lies outside the window, and what decides is in view. */
describe('text at 200 %', () => {
  let app: Application;
  beforeAll(async () => {
    app = await Application.start();
    await app.openSample();
    await app.signInAs('Helena Brandt');
    const window = await app.electron.browserWindow(app.page);
    await window.evaluate((one) => one.webContents.setZoomFactor(2));
    await app.until(() => app.page.evaluate(() => innerWidth <= 640), true);
  });
  afterAll(async () => {
    await app.stop();
  });

  /** What is drawn wider than the window and can't be scrolled to. */
  const cutOff = (): Promise<string[]> =>
    app.page.evaluate(() => {
      const canScroll = (element: Element | null): boolean =>
        element !== null &&
        (['auto', 'scroll'].includes(getComputedStyle(element).overflowX) ||
          canScroll(element.parentElement));
      return [...document.querySelectorAll('main button, main h2, main table')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !canScroll(one))
        .map((one) => one.textContent);
    });

  test('keeps the decision in the window', async () => {
    const approve = app.page.getByRole('button', { name: /^Approve, / });
    await approve.waitFor();
    const box = await approve.boundingBox();
    const [width, height] = await app.page.evaluate(() => [innerWidth, innerHeight] as const);
    expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    expect(await cutOff()).toEqual([]);
  });

  test('shows a card across the width, headings and chips apart', async () => {
    await app.page.getByRole('button', { name: /^Policies/ }).click();
    const card = app.page.getByRole('article', { name: 'Manage Addresses' });
    const heading = await card.getByRole('heading').boundingBox();
    const chip = await card.getByText('Configured').boundingBox();
    expect((heading?.x ?? 0) + (heading?.width ?? 0)).toBeLessThanOrEqual((chip?.x ?? 0) + 1);
    expect(await cutOff()).toEqual([]);
  });

  test('shows the matrix, with what it comes to below', async () => {
    await app.page.getByRole('button', { name: /^People/ }).click();
    await app.page.getByRole('option', { name: /Dana Okafor/ }).click();
    const matrix = await app.page.getByRole('grid').boundingBox();
    const power = await app.page
      .getByRole('complementary', { name: 'What Dana Okafor can do' })
      .boundingBox();
    expect(power?.y ?? 0).toBeGreaterThanOrEqual((matrix?.y ?? 0) + (matrix?.height ?? 0));
    expect(await cutOff()).toEqual([]);
  });
});
