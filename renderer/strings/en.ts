import { accounts } from './en-accounts';
import { activity } from './en-activity';
import { audit } from './en-audit';
import { bulk } from './en-bulk';
import { common } from './en-common';
import { connect } from './en-connect';
import { data } from './en-data';
import { effect } from './en-effect';
import { map } from './en-map';
import { members } from './en-members';
import { people } from './en-people';
import { policies } from './en-policies';
import { problems } from './en-problems';
import { create } from './en-create';
import { enrolment } from './en-enrolment';
import { initiate } from './en-initiate';
import { queue } from './en-queue';
import { roles } from './en-roles';
import { serviceUsers } from './en-service-users';
import { request } from './en-request';
import { security } from './en-security';
import { settings } from './en-settings';
import { withdrawal } from './en-withdrawal';

/**
 * Every word of the page. `{{x}}` is filled with plain text; `[x]` is a slot that a component fills with an element
 * (see `Sentence`), so that a name can be bold without markup in it ever being read as markup.
 */
export const en = {
  ...common,
  accounts,
  activity,
  audit,
  bulk,
  connect,
  create,
  data,
  effect,
  enrolment,
  initiate,
  map,
  members,
  people,
  policies,
  problems,
  queue,
  request,
  roles,
  security,
  serviceUsers,
  settings,
  withdrawal,
} as const;
