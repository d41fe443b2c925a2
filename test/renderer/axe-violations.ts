import axe from 'axe-core';

/**
 * Everything but contrast, which needs a layout and is judged in the end-to-end tests and by contrast.mjs, and but what
 * React Aria has just read out.
 */
export async function violations(): Promise<string[]> {
  const { violations: found } = await axe.run(
    { include: ['body'], exclude: ['[data-live-announcer]'] },
    {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: true } },
    },
  );
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}
