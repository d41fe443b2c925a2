import { useState } from 'react';
import type { CheckedServer } from '../../../shared/contract/desktop-servers';
import type { AcceptLink } from '../../../shared/contract/desktop-settings';
import { call } from '../../api/bridge';
import { receiveDesktop } from '../../stores/desktop-store';
import { startCreating, stopConnecting } from '../../stores/entrance-store';
import { useOneCall } from '../../ui/use-one-call';

/** From an address to an organization that is open: look, be shown what is there, connect. */
export function useConnecting(link: AcceptLink | null) {
  const [found, setFound] = useState<CheckedServer | null>(null);
  const { isWorking, problem, setProblem, run } = useOneCall();

  const open = async (server: CheckedServer) => {
    receiveDesktop(await call('desktop.connect', { address: server.address }));
    stopConnecting(link);
    if (link !== null) receiveDesktop(await call('desktop.dismissAcceptLink', {}));
  };

  return {
    found,
    isWorking,
    problem,
    look: (address: string) =>
      run(async () => setFound(await call('desktop.checkServer', { address: address.trim() }))),
    connect: (server: CheckedServer) => run(() => open(server)),
    /** What a link asks for, after the one press on a button that names the server. */
    follow: (asked: AcceptLink) =>
      run(async () => {
        const server = await call('desktop.checkServer', { address: asked.server });
        // Its code is of no use where there is nothing to be invited to.
        if (server.hasOrganization) await open(server);
        else setFound(server);
      }),
    createOn: (server: CheckedServer, setupToken: string) =>
      startCreating({ address: server.address, host: server.host, setupToken }),
    again: () => {
      setFound(null);
      setProblem(null);
    },
    leave: () =>
      run(async () => {
        stopConnecting();
        if (link !== null) receiveDesktop(await call('desktop.dismissAcceptLink', {}));
      }),
  };
}
export type Connecting = ReturnType<typeof useConnecting>;
