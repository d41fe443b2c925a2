import { z } from 'zod';
import { memberId, type MemberId } from '../../shared/contract/primitives';
import type { Keychain } from '../backend/local/keychain';
import { isServerOrigin } from './profile-servers';
import type { Settings } from './settings';

/** What lets a desktop ask a server, signed out, how much waits for a member. */
export interface KeptDevice {
  /** The server's origin. */
  server: string;
  member: MemberId;
  notifyToken: string;
}

/** More people than share one computer, on more servers than the welcome screen shows. */
const MOST = 60;

const entry = z.strictObject({
  server: z.string().refine(isServerOrigin),
  member: memberId,
  /** Base64 of what the keychain sealed; `token` while none is open, in a file that nobody else reads. */
  sealed: z.string().max(4096).optional(),
  token: z.string().max(200).optional(),
});
type Entry = z.output<typeof entry>;
const stored = z.array(entry.nullable().catch(null)).catch([]);

export interface KeptDevicesParts {
  settings: Pick<Settings, 'read' | 'keep'>;
  keychain: Pick<Keychain, 'look' | 'seal' | 'open'>;
  log(message: string, detail: string | null): void;
}

/**
 * The devices that this desktop is to its servers, who signed in last first. A token opens nothing but a number, and
 * is sealed by the keychain all the same, as soon as one is open.
 */
export class KeptDevices {
  private readonly opened = new Map<string, string>();

  constructor(private readonly parts: KeptDevicesParts) {}

  /** One for each server: that of whoever signed in there last. */
  async latest(): Promise<KeptDevice[]> {
    await this.sealWhatIsOpen();
    const found = new Map<string, KeptDevice>();
    for (const one of this.entries) {
      if (found.has(one.server)) continue;
      const notifyToken = await this.tokenOf(one);
      if (notifyToken !== null)
        found.set(one.server, { server: one.server, member: one.member, notifyToken });
    }
    return [...found.values()];
  }

  /** Whether that member has a device there whose token can be used; from now on it is the server's latest. */
  async isKept(server: string, member: MemberId): Promise<boolean> {
    const mine = this.entries.find((one) => isOf(one, server, member));
    if (mine === undefined || (await this.tokenOf(mine)) === null) return false;
    this.put(mine);
    return true;
  }

  async keep({ server, member, notifyToken }: KeptDevice): Promise<void> {
    this.opened.set(keyOf(server, member), notifyToken);
    this.put({ server, member, ...(await this.sealed(notifyToken)) });
  }

  /** The server takes the token no more. */
  forget(server: string, member: MemberId): void {
    this.opened.delete(keyOf(server, member));
    this.write(this.entries.filter((one) => !isOf(one, server, member)));
  }

  forgetServer(server: string): void {
    for (const one of this.entries) if (one.server === server) this.forget(server, one.member);
  }

  /** What was kept while the keychain was locked. */
  private async sealWhatIsOpen(): Promise<void> {
    for (const { server, member, token } of this.entries) {
      if (token === undefined) continue;
      const stored = await this.sealed(token);
      this.write(
        this.entries.map((one) => (isOf(one, server, member) ? { server, member, ...stored } : one)),
      );
    }
  }

  private get entries(): Entry[] {
    return stored
      .parse(this.parts.settings.read('notifyDevices'))
      .filter((one): one is Entry => one !== null);
  }

  private put(wanted: Entry): void {
    const others = this.entries.filter((one) => !isOf(one, wanted.server, wanted.member));
    this.write([wanted, ...others].slice(0, MOST));
  }

  private write(entries: readonly Entry[]): void {
    this.parts.settings.keep('notifyDevices', entries);
  }

  private async tokenOf({ server, member, sealed, token }: Entry): Promise<string | null> {
    const known = this.opened.get(keyOf(server, member)) ?? token;
    if (known !== undefined) return known;
    if (sealed === undefined) return null;
    try {
      const opened = await this.parts.keychain.open(Buffer.from(sealed, 'base64'));
      this.opened.set(keyOf(server, member), opened);
      return opened;
    } catch (error) {
      this.log('a device’s token stays closed', error);
      return null;
    }
  }

  private async sealed(token: string): Promise<Pick<Entry, 'sealed' | 'token'>> {
    const { keychain } = this.parts;
    try {
      if ((await keychain.look()) === 'available')
        return { sealed: Buffer.from(await keychain.seal(token)).toString('base64') };
    } catch (error) {
      this.log('a device’s token could not be sealed', error);
    }
    return { token };
  }

  private log(what: string, error: unknown): void {
    this.parts.log(what, error instanceof Error ? error.message : null);
  }
}

function keyOf(server: string, member: MemberId): string {
  return `${server} ${member}`;
}

function isOf(one: Entry, server: string, member: MemberId): boolean {
  return one.server === server && one.member === member;
}
