import { useEffect, useState } from 'react';
import type { KeychainState } from '../../../shared/contract/desktop-data';
import { call } from '../../api/bridge';
import { useEntrance } from '../../stores/entrance-store';

/** How it stands with this computer's keychain; null while that isn't known, and where a server keeps the key. */
export function useKeychain(): KeychainState | null {
  const isOnServer = useEntrance((state) => state.server !== null);
  const [keychain, setKeychain] = useState<KeychainState | null>(null);
  useEffect(() => {
    if (isOnServer) return undefined;
    let isGone = false;
    call('desktop.lookAtKeychain', {}).then(
      (looked) => {
        if (!isGone) setKeychain(looked.keychain);
      },
      // Without an answer nothing is asked: a band says later where the key is.
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [isOnServer]);
  return keychain;
}
