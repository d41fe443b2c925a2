import { useEffect, useState } from 'react';

/** True once `isOn` has been true for `ms`: what is fast shows no blanks at all. */
export function useDelayed(isOn: boolean, ms = 150): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setDue(true), ms);
    return () => {
      clearTimeout(timer);
      setDue(false);
    };
  }, [isOn, ms]);
  return isOn && isDue;
}
