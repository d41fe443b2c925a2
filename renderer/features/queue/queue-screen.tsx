import { useEffect } from 'react';
import { openRequest } from '../../stores/request-store';
import { useQueue } from '../../stores/queue-store';
import { ErrorBoundary } from '../../ui/error-boundary';
import { RequestPane } from '../request/request-pane';
import { QueueList } from './queue-list';

/** Home: the list, and the request that is selected in it. */
export function QueueScreen() {
  const selectedId = useQueue((state) => state.selectedId);
  const view = useQueue((state) => state.view);
  useEffect(() => {
    void openRequest(selectedId);
  }, [selectedId]);
  return (
    <main className="queue">
      <ErrorBoundary resetKey={view}>
        <QueueList />
      </ErrorBoundary>
      <ErrorBoundary resetKey={selectedId}>
        <RequestPane />
      </ErrorBoundary>
    </main>
  );
}
