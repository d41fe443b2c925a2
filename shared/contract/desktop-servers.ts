import './jitless';
import { z } from 'zod';
import { timestamp } from './primitives';

/** An address as it is typed; main judges it. */
export const serverAddress = z.string().min(1).max(300);

/** A governance server that the desktop keeps: its origin, and what its organization is called. */
export const keptServerSchema = z.strictObject({ address: serverAddress, name: z.string().min(1).max(200) });
export type KeptServer = z.output<typeof keptServerSchema>;

/** What a server said of itself when it was asked, before anything was told to it. */
export const checkedServerSchema = z.strictObject({
  address: z.string(),
  /** Name and port, as people know it. */
  host: z.string(),
  /** Plain HTTP, which never leaves this computer. */
  isPlain: z.boolean(),
  version: z.string(),
  hasOrganization: z.boolean(),
});
export type CheckedServer = z.output<typeof checkedServerSchema>;

/** A server without an organization, and the token that its first Owner was given. */
export const emptyServer = z.strictObject({ address: serverAddress, setupToken: z.string().min(1).max(200) });
export type EmptyServer = z.output<typeof emptyServer>;

/** How the desktop stands to the server of the organization that is open. */
export const connectionSchema = z.strictObject({
  status: z.enum(['online', 'connecting', 'offline']),
  since: timestamp,
  /** Why it isn’t online, in a sentence; null while it is. */
  because: z.string().nullable(),
});
export type ConnectionView = z.output<typeof connectionSchema>;
