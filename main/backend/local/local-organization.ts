import { existsSync, statSync } from 'node:fs';
import type { KeyProtection, StoreTrouble } from '../../../shared/contract/desktop-data';
import type { BackupId } from '../../../shared/contract/primitives';
import { problem, type Problem, type Result } from '../../../shared/contract/problem';
import { backupsBeside, listBackups } from '../../engine/backups/backup-files';
import { DAILY_BACKUPS } from '../../engine/backups/backup-options';
import { PRODUCT_PASSWORD_COST } from '../../engine/options';
import type { GovernanceApi } from '../governance-api';
import { EngineHost } from './engine-host';
import type { Answer, EngineSetup } from './engine-protocol';
import type {
  EngineWatch,
  HostedOrganization,
  HostSurroundings,
  OpenedOrganization,
} from './hosted-organization';
import { NOBODY_WATCHES, type LocalDataWatch } from './local-data';
import { databaseIn, describeOrganization, organizationFolder } from './organization-folder';
import { THIS_APP } from './relying-party';
import { moveSecretKey, readSecretKey, type KeptKey } from './secret-key';
import { troubleOf, TROUBLE_WORDS } from './store-trouble';

/** Nobody's call: it asks for nothing but whether an organization is there. */
const NOBODY = { token: null, device: 'this app', address: 'local' };
/** What was written in between, an older copy of the database put back after a crash would hide. */
const REMEMBER_EVERY_MS = 3_000;

/** The organization that was created on this computer. Opening never makes one, and changes nothing where it fails. */
export class LocalOrganization implements HostedOrganization {
  private readonly host: EngineHost;
  private readonly data: LocalDataWatch;
  private readonly folder: string;
  private kept: KeptKey | null = null;
  private moving: Promise<void> = Promise.resolve();
  private remembering: NodeJS.Timeout | null = null;

  constructor(private readonly parts: HostSurroundings & EngineWatch) {
    this.data = parts.localData ?? NOBODY_WATCHES;
    this.folder = organizationFolder(parts.userData);
    this.host = new EngineHost({
      start: () => parts.startEngine(),
      onStopped: () => parts.onStopped(),
      onRestored: () => {
        void this.remember();
        parts.onRestored();
      },
      onGivenUp: (found, code) => {
        void this.refuse(troubleOf(code));
        parts.onGivenUp(found);
      },
      onBackup: (outcome) => this.data.onBackup(outcome),
      log: (message, detail) => parts.log(message, detail),
    });
  }

  get engine(): GovernanceApi {
    return this.host;
  }

  async start(): Promise<Result<OpenedOrganization>> {
    const described = describeOrganization(this.parts.userData);
    if (described === null)
      return { ok: false, problem: problem('not_found', 'There is no organization on this computer yet.') };
    const setup = await this.setup();
    if (typeof setup === 'string') return await this.refuse(setup);
    // SQLite takes a missing or empty file for a new database. A restore under way brings its own.
    if (this.isEmpty() && !this.isBeingRestored()) return await this.refuse('damaged');
    const opened = await this.host.open(setup);
    if (!opened.ok) return await this.refuse(troubleOf(opened.code));
    const health = await this.host.call('health.get', {}, NOBODY);
    if (!health.ok) return health;
    if (!health.value.organization) return await this.refuse('damaged');
    await this.remember();
    this.remembering = setInterval(() => void this.remember(), REMEMBER_EVERY_MS);
    this.remembering.unref();
    this.data.onUnopened(null);
    void this.protect(this.data.wantedProtection());
    return { ok: true, value: { organizationName: described.name, people: [] } };
  }

  async stop(): Promise<void> {
    if (this.remembering !== null) clearInterval(this.remembering);
    await this.moving;
    if (this.remembering !== null) await this.remember();
    await this.host.close();
  }

  /** Goes back to a backup, where the database is damaged. The organization isn't opened by it. */
  async restore(id: BackupId): Promise<Answer<null>> {
    const setup = await this.setup();
    if (typeof setup === 'string')
      return { ok: false, problem: problem('unavailable', TROUBLE_WORDS[setup]) };
    return await this.host.restoreUnopened(setup, id);
  }

  /**
   * Moves the key to where the person wants it, beside everything else; the organization stays open.
   * @param passphrase a new one, where it is to be locked with one
   */
  protect(wanted: KeyProtection, passphrase: string | null = null): Promise<void> {
    this.moving = this.moving.then(() => this.move(wanted, passphrase));
    return this.moving;
  }

  private async move(wanted: KeyProtection, passphrase: string | null): Promise<void> {
    const { kept } = this;
    if (kept === null) return;
    const { keychain } = this.data;
    let { protection } = kept;
    try {
      protection = await moveSecretKey(this.folder, kept, wanted, { keychain, passphrase });
    } catch (error) {
      this.parts.log('the key stays where it is', error instanceof Error ? error.message : null);
    }
    this.kept = { ...kept, protection };
    this.data.onKeyKept(protection, await keychain.look());
  }

  private async setup(): Promise<EngineSetup | StoreTrouble> {
    const { keychain } = this.data;
    const kept = await readSecretKey(this.folder, { keychain, passphrase: this.data.passphrase() });
    if (typeof kept === 'string') return kept;
    this.kept = kept;
    return {
      databaseFile: databaseIn(this.folder),
      passwordCost: PRODUCT_PASSWORD_COST,
      relyingParty: THIS_APP,
      secretKey: kept.key,
      rememberedHeads: this.data.rememberedHeads(),
      automaticBackups: DAILY_BACKUPS,
    };
  }

  private isEmpty(): boolean {
    return (statSync(databaseIn(this.folder), { throwIfNoEntry: false })?.size ?? 0) === 0;
  }

  private isBeingRestored(): boolean {
    return existsSync(`${this.folder}/restoring/order.json`);
  }

  /** Says why it can't be opened, and what could be gone back to. */
  private async refuse(trouble: StoreTrouble): Promise<Result<never>> {
    // Only what is damaged goes back to a backup: all else is still whole (§7).
    const found = trouble === 'damaged' ? await listBackups(backupsBeside(databaseIn(this.folder))) : [];
    const backups = found.map(({ id, at, head }) => ({
      id,
      at: new Date(at).toISOString(),
      entries: head.seq,
    }));
    this.data.onUnopened({ trouble, folder: this.folder, backups });
    return { ok: false, problem: unopened(trouble) };
  }

  private async remember(): Promise<void> {
    const found = await this.host.whereItStands();
    if (found.ok && found.value !== null) this.data.remember(found.value.organizationId, found.value.head);
  }
}

function unopened(trouble: StoreTrouble): Problem {
  return problem('unavailable', `${TROUBLE_WORDS[trouble]} Nothing was changed.`);
}
