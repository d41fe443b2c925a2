import { call } from '../api/bridge';
import { noFilters, useQueue } from './queue-store';
import { useScreen } from './screen-store';

/** Where something new shows by itself: in the list as it comes, and in the request that is open. */
function placeNow() {
  const { view, filters, sort, selectedId } = useQueue.getState();
  if (useScreen.getState().screen !== 'queue') return { view: null, requestId: null };
  return { view: filters === noFilters && sort === 'newest' ? view : null, requestId: selectedId };
}

/** Tells main what is on the screen, so that nobody is notified of what they look at. Gives back what stops it. */
export function startTellingPlace(): () => void {
  let last = '';
  const tell = () => {
    const place = placeNow();
    const now = JSON.stringify(place);
    if (now === last) return;
    last = now;
    // Where main doesn’t learn of it, it tells too much rather than too little.
    void call('desktop.looksAt', place).catch(() => undefined);
  };
  tell();
  const stops = [useScreen.subscribe(tell), useQueue.subscribe(tell)];
  return () => {
    for (const stop of stops) stop();
  };
}
