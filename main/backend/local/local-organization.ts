import { statSync } from 'node:fs';
import { problem, type Result } from '../../../shared/contract/problem';
import { PRODUCT_PASSWORD_COST } from '../../engine/options';
import type { GovernanceApi } from '../governance-api';
import { EngineHost } from './engine-host';
import type {
  EngineWatch,
  HostedOrganization,
  HostSurroundings,
  OpenedOrganization,
} from './hosted-organization';
import { databaseIn, describeOrganization, organizationFolder } from './organization-folder';
import { readSecretKey } from './secret-key';

/** Nobody's call: it asks for nothing but whether an organization is there. */
const NOBODY = { token: null, device: 'this app', address: 'local' };

/** The organization that was created on this computer. Opening never makes one, and changes nothing where it fails. */
export class LocalOrganization implements HostedOrganization {
  private readonly host: EngineHost;

  constructor(private readonly parts: HostSurroundings & EngineWatch) {
    this.host = new EngineHost({
      start: () => parts.startEngine(),
      onStopped: () => parts.onStopped(),
      onRestored: () => parts.onRestored(),
      onGivenUp: (found) => parts.onGivenUp(found),
      log: (message, detail) => parts.log(message, detail),
    });
  }

  get engine(): GovernanceApi {
    return this.host;
  }

  async start(): Promise<Result<OpenedOrganization>> {
    const { userData } = this.parts;
    const described = describeOrganization(userData);
    if (described === null)
      return { ok: false, problem: problem('not_found', 'There is no organization on this computer yet.') };
    const folder = organizationFolder(userData);
    // SQLite takes an empty file for a new database.
    if (statSync(databaseIn(folder)).size === 0) return holdsNone();
    const secretKey = await readSecretKey(folder);
    if (!secretKey.ok) return secretKey;
    const opened = await this.host.open({
      databaseFile: databaseIn(folder),
      passwordCost: PRODUCT_PASSWORD_COST,
      secretKey: secretKey.value,
    });
    if (!opened.ok) return opened;
    const health = await this.host.call('health.get', {}, NOBODY);
    if (!health.ok) return health;
    if (!health.value.organization) return holdsNone();
    return { ok: true, value: { organizationName: described.name, people: [] } };
  }

  async stop(): Promise<void> {
    await this.host.close();
  }
}

function holdsNone(): Result<never> {
  return {
    ok: false,
    problem: problem('unavailable', 'This database holds no organization. Nothing was changed.'),
  };
}
