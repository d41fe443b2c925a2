import { accounts } from './en-accounts';
import { common } from './en-common';
import { people } from './en-people';
import { problems } from './en-problems';
import { create } from './en-create';
import { enrolment } from './en-enrolment';
import { initiate } from './en-initiate';
import { queue } from './en-queue';
import { request } from './en-request';
import { settings } from './en-settings';
import { withdrawal } from './en-withdrawal';

/**
 * Every word of the page. `{{x}}` is filled with plain text; `[x]` is a slot that a component fills with an element
 * (see `Sentence`), so that a name can be bold without markup in it ever being read as markup.
 */
export const en = {
  ...common,
  accounts,
  create,
  enrolment,
  initiate,
  people,
  problems,
  queue,
  request,
  settings,
  withdrawal,
} as const;
