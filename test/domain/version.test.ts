import fs from 'node:fs';
import { expect, it } from 'vitest';
import { PRODUCT_VERSION } from '../../shared/contract/version';

it('tells the same version everywhere', () => {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };
  expect(PRODUCT_VERSION).toBe(version);
});
