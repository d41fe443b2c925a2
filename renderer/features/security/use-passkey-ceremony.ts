import { useEffect, useRef, useState } from 'react';
import { cancelPasskey } from '../../api/passkeys';

/** Knows whether a passkey is being waited for, and stops waiting when what waits goes away. */
export function usePasskeyCeremony() {
  const [isWaiting, setWaiting] = useState(false);
  const waiting = useRef(false);
  useEffect(
    () => () => {
      if (waiting.current) cancelPasskey();
    },
    [],
  );
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    waiting.current = true;
    setWaiting(true);
    try {
      return await work();
    } finally {
      waiting.current = false;
      setWaiting(false);
    }
  };
  return { isWaiting, during };
}
