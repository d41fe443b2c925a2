import { useEffect, useLayoutEffect, useMemo, useRef, type ComponentProps } from 'react';
import {
  Collection,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  Virtualizer,
  type ListBoxRenderProps,
  type Selection,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../stores/clock-store';
import { useSession } from '../../stores/desktop-store';
import { belongs, loadAbove, loadBelow, sortQueue, useQueue, type QueueView } from '../../stores/queue-store';
import { rowsOf } from '../../stores/queue-window';
import { FOCUS, focusOn } from '../../keyboard/focus-targets';
import { numberOf } from '../request/shown-params';
import { useRequestWords } from '../request/use-request-words';
import { groupRows } from './group-rows';
import { foldSets, isLikeSet, setsByRequest, unfolded, type Entry, type EntryGroup } from './like-sets';
import { focusListIfLost, selectEntry, showList } from './queue-commands';
import { QueueRow } from './queue-row';
import { SetRow, useSetText } from './set-row';

const ROW = 69;
const HEADING = 28;
/** Pages are fetched when less than this many pixels are left to scroll. */
const AHEAD = 30 * ROW;
const layoutOptions = { rowSize: ROW, headingSize: HEADING, padding: 0, gap: 0 };

function offsetOf(groups: readonly EntryGroup[], id: string): number | null {
  let top = 0;
  for (const { entries } of groups) {
    top += HEADING;
    const at = entries.findIndex((entry) => entry.id === id);
    if (at !== -1) return top + at * ROW;
    top += entries.length * ROW;
  }
  return null;
}

function entryAt(groups: readonly EntryGroup[], scrollTop: number): string | null {
  let top = 0;
  for (const { entries } of groups) {
    top += HEADING;
    const entry = entries[Math.max(0, Math.floor((scrollTop - top) / ROW))];
    if (entry) return entry.id;
    top += entries.length * ROW;
  }
  return null;
}

interface ScrollerProps extends ComponentProps<'div'> {
  groups: readonly EntryGroup[];
  view: QueueView;
  list: ListBoxRenderProps['state'];
}

/** The scroller itself: fetches near its ends, and keeps what is read in place when rows come or go above it. */
function Scroller({ groups, view, list, ref, ...props }: ScrollerProps) {
  const element = useRef<HTMLDivElement | null>(null);
  const before = useRef({ groups, view });

  useEffect(() => {
    const entries = groups.flatMap((group) => group.entries);
    const waiting = entries.filter((entry) =>
      isLikeSet(entry) ? entry.rows.some((row) => row.canDecide) : entry.canDecide,
    );
    showList({
      ids: entries.map(({ id }) => id),
      decidable: new Set(waiting.map(({ id }) => id)),
      inside: setsByRequest(groups),
      selection: list.selectionManager,
    });
    focusListIfLost();
    return () => showList(null);
  }, [groups, list]);

  useLayoutEffect(() => {
    const scroller = element.current;
    const last = before.current;
    before.current = { groups, view };
    if (!scroller || last.groups === groups || last.view !== view || scroller.scrollTop === 0) return;
    const anchor = entryAt(last.groups, scroller.scrollTop);
    const was = anchor === null ? null : offsetOf(last.groups, anchor);
    const is = anchor === null ? null : offsetOf(groups, anchor);
    if (was !== null && is !== null && was !== is) scroller.scrollTop += is - was;
  }, [groups, view]);

  useEffect(() => {
    const scroller = element.current;
    if (!scroller) return undefined;
    const look = () => {
      if (scroller.scrollTop < AHEAD) void loadAbove();
      if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AHEAD) void loadBelow();
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, [groups]);

  return (
    <div
      {...props}
      onKeyDownCapture={(event) => {
        if (event.key !== 'End' || !reverseFromFarEnd()) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      ref={(node) => {
        element.current = node;
        if (typeof ref === 'function') ref(node);
        else if (ref) ref.current = node;
      }}
    />
  );
}

function useGroups(): EntryGroup[] {
  const window = useQueue((state) => state.window);
  const closing = useQueue((state) => state.closing);
  const sort = useQueue((state) => state.sort);
  // Whoever searches wants the requests themselves, and elsewhere nothing is decided.
  const isFolded = useQueue((state) => state.view === 'waiting' && state.filters.q.trim() === '');
  const readId = useQueue((state) => state.selectedId);
  const now = useNow();
  // By the minute is enough: groups change at midnight and at six hours left.
  const minute = Math.floor(now / 60_000) * 60_000;
  return useMemo(() => {
    const groups = groupRows(closing, rowsOf(window), sort, minute);
    return isFolded ? foldSets(groups, readId) : unfolded(groups);
  }, [closing, window, sort, minute, isFolded, readId]);
}

/** `End` in a list that isn't loaded to its end comes from the other side instead of loading everything between. */
function reverseFromFarEnd(): boolean {
  const { window, sort } = useQueue.getState();
  if (window.nextCursor === null || sort === 'expiry') return false;
  sortQueue(sort === 'newest' ? 'oldest' : 'newest');
  return true;
}

export function QueueRows({ label }: { label: string }) {
  const { t } = useTranslation();
  const groups = useGroups();
  const view = useQueue((state) => state.view);
  const selected = useQueue((state) => state.selectedSet ?? state.selectedId);
  const status = useQueue((state) => state.status);
  const myId = useSession()?.member.id ?? null;
  const words = useRequestWords();
  const setText = useSetText();
  const selectedKeys = useMemo(() => (selected === null ? [] : [selected]), [selected]);
  const first = groups[0]?.entries[0]?.id;

  useEffect(() => {
    const { selectedId, selectedSet } = useQueue.getState();
    if (status === 'ready' && first !== undefined && selectedId === null && selectedSet === null)
      selectEntry(first);
  }, [status, first]);

  const onSelectionChange = (keys: Selection) => {
    const [key] = keys === 'all' ? [] : [...keys];
    if (key !== undefined) selectEntry(String(key));
  };

  const item = (row: Entry) => {
    if (isLikeSet(row)) {
      const isQuiet = !row.rows.some((one) => belongs(one, view, myId));
      return (
        <ListBoxItem id={row.id} textValue={setText(row)} className={isQuiet ? 'row closed' : 'row'}>
          <SetRow set={row} isQuiet={isQuiet} />
        </ListBoxItem>
      );
    }
    const isQuiet = !belongs(row, view, myId);
    return (
      <ListBoxItem
        id={row.id}
        textValue={`${numberOf(row)} ${words(row.view).titleText}`}
        className={isQuiet ? 'row closed' : 'row'}
      >
        <QueueRow row={row} isQuiet={isQuiet} />
      </ListBoxItem>
    );
  };

  return (
    <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
      <ListBox
        aria-label={label}
        className="rows virtual"
        items={groups}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={selectedKeys}
        onSelectionChange={onSelectionChange}
        onAction={() => focusOn(FOCUS.request)}
        render={(props, { state }) => <Scroller {...props} groups={groups} view={view} list={state} />}
      >
        {(group) => (
          <ListBoxSection id={group.name} className="group">
            <Header className="group-head">{t(`queue.group.${group.name}`)}</Header>
            <Collection items={group.entries}>{item}</Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  );
}
