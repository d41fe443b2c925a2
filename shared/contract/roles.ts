import { z } from 'zod';
import { roleId } from './primitives';
import { grants, personSchema } from './organization';

/** A template of grants: copied when somebody is given it, and never looked at again (§4). */
export const roleSchema = z.strictObject({
  id: roleId,
  name: z.string(),
  /** Built-in ones can't be changed or deleted. */
  builtIn: z.boolean(),
  grants,
  version: z.int(),
  /** Who was given it and holds something else by now; only for readers with View on Manage Access. */
  differing: z.array(personSchema).optional(),
  /** Who was given it and still holds just this. */
  holders: z.array(personSchema).optional(),
});
export type RoleView = z.output<typeof roleSchema>;
