import { useEffect } from 'react';
import { openRequest } from '../../stores/request-store';
import { useSession } from '../../stores/desktop-store';
import { useQueue } from '../../stores/queue-store';
import { ErrorBoundary } from '../../ui/error-boundary';
import { RequestPane } from '../request/request-pane';
import { QueueList } from './queue-list';
import { SetPane } from './set-pane';

/** Home: the list, and the request or the set of like ones that is selected in it. */
export function QueueScreen() {
  const selectedId = useQueue((state) => state.selectedId);
  const selectedSet = useQueue((state) => state.selectedSet);
  const view = useQueue((state) => state.view);
  const session = useSession();
  useEffect(() => {
    void openRequest(selectedId);
  }, [selectedId]);
  return (
    <main className="queue">
      <ErrorBoundary resetKey={view}>
        <QueueList />
      </ErrorBoundary>
      <ErrorBoundary resetKey={selectedSet ?? selectedId}>
        {selectedSet !== null && session ? (
          <SetPane key={selectedSet} id={selectedSet} session={session} />
        ) : (
          <RequestPane />
        )}
      </ErrorBoundary>
    </main>
  );
}
