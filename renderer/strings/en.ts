import { common } from './en-common';
import { problems } from './en-problems';
import { queue } from './en-queue';
import { request } from './en-request';
import { withdrawal } from './en-withdrawal';

/**
 * Every word of the page. `{{x}}` is filled with plain text; `[x]` is a slot that a component fills with an element
 * (see `Sentence`), so that a name can be bold without markup in it ever being read as markup.
 */
export const en = { ...common, problems, queue, request, withdrawal } as const;
