import { useEffect, useState } from 'react';
import { call } from '../../api/bridge';

/** What is asked for besides e-mail and password. */
export type SignInWay = 'code' | 'passkey' | 'recovery';

/**
 * The way chosen, and how to choose one; null goes back to the first. Where an organization signs in with passkeys only,
 * nobody is asked for a code first; who has none yet chooses to give one (§9).
 */
export function useSignInWay(hasPasskeys: boolean): [SignInWay, (way: SignInWay | null) => void] {
  const [way, setWay] = useState<SignInWay | null>(null);
  const [isPasskeyOnly, setPasskeyOnly] = useState(false);
  useEffect(() => {
    if (!hasPasskeys) return undefined;
    let isGone = false;
    call('desktop.signInMethods', {}).then(
      ({ methods }) => {
        if (!isGone) setPasskeyOnly(methods?.join() === 'passkey');
      },
      () => undefined, // Whoever can’t be asked will say so when one signs in.
    );
    return () => {
      isGone = true;
    };
  }, [hasPasskeys]);
  return [way ?? (isPasskeyOnly ? 'passkey' : 'code'), setWay];
}
