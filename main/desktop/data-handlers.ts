import { problem, type Result } from '../../shared/contract/problem';
import { checkNewPassword } from '../engine/auth/password-strength';
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
  /** Asks the engine in the name of who is signed in, as for the page. */
  asMember(name: 'secretKey.move', input: unknown): Promise<Result<unknown>>;
}

type DataCall =
  'desktop.restoreBackup' | 'desktop.lookAtKeychain' | 'desktop.forgetUnopened' | 'desktop.setKeyProtection';

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

    'desktop.lookAtKeychain': async () => ({
      ok: true,
      value: { keychain: await localData.keychain.look() },
    }),

    'desktop.forgetUnopened': async () => {
      localData.onUnopened(null);
      return { ok: true, value: state.current };
    },

    // What protects everybody's secrets isn't any member's to weaken, nor anybody's who finds the Owner's desktop unattended.
    'desktop.setKeyProtection': async ({ stepUp, ...wish }) => {
      const { local } = profile;
      if (local === null)
        return { ok: false, problem: problem('conflict', 'No organization of this computer is open.') };
      const weak = wish.protection === 'passphrase' ? checkNewPassword(wish.passphrase, 'passphrase') : null;
      if (weak) return { ok: false, problem: problem(weak.code, weak.detail, weak.extras) };
      const input = { protection: wish.protection, ...(stepUp === undefined ? {} : { stepUp }) };
      const judged = await parts.asMember('secretKey.move', input);
      if (!judged.ok) return judged;
      localData.want(wish.protection);
      await local.protect(wish.protection, wish.protection === 'passphrase' ? wish.passphrase : null);
      return { ok: true, value: state.current };
    },
  };
}
