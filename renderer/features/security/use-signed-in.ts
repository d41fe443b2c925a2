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
    try {
      setSessions(await everyPage((page) => call('sessions.list', page)));
      setDevices(await everyPage((page) => call('devices.list', page)));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }, []);
  useEffect(() => void load(), [load]);

  /** Does it and reads anew, whatever came of it. */
  const change = async (work: () => Promise<unknown>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    }
    await load();
  };
  return {
    sessions,
    devices,
    problem,
    endSession: (id: OwnSession['id']) => change(() => call('sessions.end', { id })),
    endOthers: () =>
      change(async () => {
        for (const { id, current } of sessions ?? []) if (!current) await call('sessions.end', { id });
      }),
    revokeDevice: (id: DeviceView['id']) => change(() => call('devices.revoke', { id })),
  };
}
