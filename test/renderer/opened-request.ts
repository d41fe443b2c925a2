import { screen } from '@testing-library/react';
import type { RequestDetail, RequestRow } from '../../shared/contract/requests';
import { startApp } from './render-app';
import { aDetail, aRow, aSession, mem, person } from './sample-data';

/** A change of Samuel's access, started by Helena. */
export const changeOfAccess = () =>
  aRow(2421, {
    operation: 'member.permissions.change',
    account: null,
    params: { member: { id: mem('samuel'), displayName: 'Samuel Adeyemi' }, baseVersion: 4 },
    before: { workflows: [], accounts: [] },
    after: { workflows: [], accounts: [] },
    initiator: { kind: 'member', ...person('helena') },
  });

/** Opens one request, as the engine would answer for it. */
export async function openRequest(row: RequestRow, change: Partial<RequestDetail>) {
  const started = startApp({ session: aSession() }, (bridge) => {
    bridge.queue = [row];
    bridge.on('requests.get', () => aDetail(row, change));
  });
  await screen.findByRole('region', { name: `Request R-${String(row.number)}` }, { timeout: 15_000 });
  return started;
}
export const sectionOf = (heading: string) =>
  screen.getByRole('heading', { name: new RegExp(`^${heading}`) }).closest('section') as HTMLElement;
