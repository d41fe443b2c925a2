import axe from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';

/**
 * What axe finds on the page as it stands, contrast included, but for what React Aria has just read out. Its source goes in by the debugger: the page's own policy
 * would refuse a script that isn't ours. A session that is given stays: one that ends takes a virtual authenticator along.
 */
export async function axeFindings(page: Page, given?: CDPSession): Promise<string[]> {
  const debug = given ?? (await page.context().newCDPSession(page));
  await debug.send('Runtime.evaluate', { expression: `${axe.source}; undefined` });
  // A colour that is on its way from one to another is neither: axe would measure what nobody reads.
  await debug.send('Runtime.evaluate', {
    expression: `Promise.all(document.getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
      .map(({ finished }) => finished.catch(() => undefined)))`,
    awaitPromise: true,
  });
  const { result } = await debug.send('Runtime.evaluate', {
    expression: `axe.run({ exclude: ['[data-live-announcer]'] }, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations.map(
      (one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | '))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  if (given === undefined) await debug.detach();
  return JSON.parse(String(result.value)) as string[];
}
