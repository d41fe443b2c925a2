import { problem } from '../../shared/contract/problem';
import type { HostSurroundings } from '../backend/local/hosted-organization';
import { LocalOrganization } from '../backend/local/local-organization';
import type { DesktopStateStore } from './desktop-state';
import type { DesktopHandlers } from './handler-types';
import type { LocalDataKeeper } from './local-data-keeper';
import type { ProfileKeeper } from './profile-keeper';

export interface DataHandlerParts {
  state: DesktopStateStore;
  profile: ProfileKeeper;
  host: HostSurroundings;
  localData: LocalDataKeeper;
}

type DataCall = 'desktop.restoreBackup' | 'desktop.forgetUnopened' | 'desktop.setKeyProtection';

const ignored = { onStopped: () => undefined, onRestored: () => undefined, onGivenUp: () => undefined };

/** The calls about the data on this computer itself. */
export function makeDataHandlers(parts: DataHandlerParts): Pick<DesktopHandlers, DataCall> {
  const { state, profile, host, localData } = parts;
  let restoring = false;

  return {
    // Nobody can sign in to what can't be opened: the engine judges whether it may be restored (§7).
    'desktop.restoreBackup': async ({ id }) => {
      if (profile.isAnythingOpen || restoring)
        return { ok: false, problem: problem('conflict', 'Another organization is open. Leave it first.') };
      restoring = true;
      const organization = new LocalOrganization({ ...host, ...ignored });
      try {
        const restored = await organization.restore(id);
        if (!restored.ok) return { ok: false, problem: restored.problem };
      } finally {
        await organization.stop();
        restoring = false;
      }
      const opened = await profile.openLocal(state.current.localOrganization?.name ?? '');
      return opened.ok ? { ok: true, value: state.current } : opened;
    },

    'desktop.forgetUnopened': async () => {
      localData.onUnopened(null);
      return { ok: true, value: state.current };
    },

    // What protects everybody's secrets isn't any member's to weaken.
    'desktop.setKeyProtection': async (wish) => {
      const { local } = profile;
      if (local === null || state.current.session?.member.owner !== true)
        return {
          ok: false,
          problem: problem('permission_denied', 'Where the key is kept is for the Owner to say.'),
        };
      localData.want(wish.protection);
      await local.protect(wish.protection, wish.protection === 'passphrase' ? wish.passphrase : null);
      return { ok: true, value: state.current };
    },
  };
}
