import type { ChosenKeyProtection } from '../../../shared/contract/desktop-data';
import { problem, type Problem, type Result } from '../../../shared/contract/problem';
import { PRODUCT_PASSWORD_COST } from '../../engine/options';
import type { Founding } from '../founding';
import type { Caller, GovernanceApi, OutputOf } from '../governance-api';
import { EngineHost } from './engine-host';
import type { HostSurroundings } from './hosted-organization';
import { NOBODY_WATCHES } from './local-data';
import {
  databaseIn,
  makeFoundingFolder,
  placeIsTaken,
  removeFounding,
  settleFounding,
} from './organization-folder';
import { THIS_APP } from './relying-party';
import { makeSecretKey } from './secret-key';

/**
 * The creation of the organization on this computer. An organization whose Owner never confirmed a factor would be out
 * of reach for ever, and there can be one only: so it lives in a folder of its own until `settle`, and is thrown away
 * where it never comes to that.
 */
export class OrganizationFounding implements Founding {
  private readonly host: EngineHost;
  private folder: string | null = null;
  private name = '';

  constructor(
    private readonly parts: HostSurroundings,
    /** Where its key is to be kept, if that was chosen. */
    private readonly chosen: ChosenKeyProtection | null = null,
  ) {
    this.host = new EngineHost({
      start: () => parts.startEngine(),
      // Nobody is signed in; the engine opens the same files again, and what it answered is in them.
      onStopped: () => undefined,
      onRestored: () => undefined,
      onGivenUp: ({ detail }) => parts.log('the engine stays down while founding', detail),
      log: (message, detail) => parts.log(message, detail),
    });
  }

  get engine(): GovernanceApi {
    return this.host;
  }

  async create(input: object, caller: Caller): Promise<Result<OutputOf<'organization.create'>>> {
    const { userData, localData = NOBODY_WATCHES } = this.parts;
    if (await placeIsTaken(userData)) return fail(alreadyThere());
    this.folder = await makeFoundingFolder(userData);
    const opened = await this.host.open({
      databaseFile: databaseIn(this.folder),
      passwordCost: PRODUCT_PASSWORD_COST,
      relyingParty: THIS_APP,
      secretKey: await makeSecretKey(this.folder, this.chosen?.protection ?? localData.wantedProtection(), {
        keychain: localData.keychain,
        passphrase: this.chosen?.protection === 'passphrase' ? this.chosen.passphrase : null,
      }),
    });
    if (!opened.ok) return opened;
    const created = await this.host.call('organization.create', input, caller);
    if (created.ok) this.name = created.value.organization.name;
    return created;
  }

  /** Closes the database and makes it the organization of this computer, in one step. */
  async settle(): Promise<Result<null>> {
    const { folder, parts } = this;
    if (folder === null) throw new Error('nothing was created');
    await this.host.close();
    // Renaming replaces an empty folder silently, and a full one not at all: both are somebody else's.
    if (await placeIsTaken(parts.userData)) return fail(alreadyThere());
    await settleFounding(folder, parts.userData, this.name);
    if (this.chosen !== null) parts.localData?.choose(this.chosen);
    this.folder = null;
    return { ok: true, value: null };
  }

  async discard(): Promise<void> {
    await this.host.close();
    const { folder } = this;
    this.folder = null;
    if (folder !== null) await removeFounding(folder);
  }
}

function alreadyThere(): Problem {
  return problem('organization_exists', 'There is an organization on this computer already.');
}

function fail(found: Problem): Result<never> {
  return { ok: false, problem: found };
}
