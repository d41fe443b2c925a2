import { useCallback, useEffect, useState } from 'react';
import type { DeviceView, OwnSession } from '../../../shared/contract/factors';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { everyPage } from '../../stores/every-page';

/** Where the person is signed in, and which desktops are told what waits; read while it is looked at, kept nowhere. */
export function useSignedIn() {
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null);
  const [devices, setDevices] = useState<readonly DeviceView[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const load = useCallback(async () => {
    setProblem(null);
    try {
      setSessions(await everyPage((page) => call('sessions.list', page)));
      setDevices(await everyPage((page) => call('devices.list', page)));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, []);
  useEffect(() => void load(), [load]);

  return { sessions, devices, problem, load };
}
