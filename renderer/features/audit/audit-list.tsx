import { EyeOff, SearchX } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit';
import { clockOrDay, exactTime } from '../../format/time';
import { clearAuditFilter, loadOlder, selectEntry, useAudit } from '../../stores/audit-store';
import { useNow } from '../../stores/clock-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { useDelayed } from '../../ui/use-delayed';
import { iconOf } from './entry-group';
import { useEntrySubject } from './use-entry-subject';
import { useEntryWords } from './use-entry-words';

function LoadingEntries() {
  const { t } = useTranslation();
  const isShown = useDelayed(true);
  return (
    <div className="plist-blanks" role="status" aria-label={t('audit.loading')}>
      {isShown
        ? [0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
            <div key={row}>
              <span className="blank w7" />
            </div>
          ))
        : null}
    </div>
  );
}

function EntryRow({ entry, now }: { entry: AuditEntry; now: number }) {
  const { t } = useTranslation();
  const words = useEntryWords();
  const Icon = iconOf(entry.type);
  const at = Date.parse(entry.at);
  const what = words.what(entry);
  const subject = useEntrySubject()(entry);
  const number =
    entry.requestNumber === undefined ? '' : t('audit.entry.open', { number: entry.requestNumber });
  return (
    <ListBoxItem id={entry.seq} textValue={`${what} ${subject} ${words.who(entry)}`} className="audit-row">
      <span className="num dim seq">{entry.seq}</span>
      <Icon className="i" aria-hidden="true" />
      <span className="clip">
        <span className="what">{what}</span> <span className="dim">{subject}</span>
      </span>
      <span className="dim small nowrap">{number}</span>
      <span className="who clip">{words.who(entry)}</span>
      <time className="num dim small nowrap" dateTime={entry.at} title={exactTime(at)}>
        {clockOrDay(at, now)}
      </time>
      {entry.payload === undefined ? (
        <span className="held-back">
          <EyeOff className="i i-sm dim" aria-hidden="true" />
          <span className="sr">{t('audit.entry.hidden')}</span>
        </span>
      ) : (
        <span />
      )}
    </ListBoxItem>
  );
}

/** The entries that the filters leave, newest first. */
export function AuditList() {
  const { t } = useTranslation();
  const { entries, nextCursor, isReading, selectedSeq } = useAudit();
  const now = useNow();
  if (entries === null) return <LoadingEntries />;
  if (entries.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title={t('audit.none')}
        text={t('audit.noneText')}
        action={<Button onPress={() => void clearAuditFilter()}>{t('audit.showAll')}</Button>}
      />
    );
  return (
    <div className="audit-scroll">
      <ListBox
        className="audit-rows"
        aria-label={t('audit.list')}
        items={entries.map((entry) => ({ id: entry.seq, entry }))}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selectedSeq === null ? [] : [selectedSeq]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined) selectEntry(Number(key));
        }}
        dependencies={[now]}
      >
        {({ entry }) => <EntryRow entry={entry} now={now} />}
      </ListBox>
      {nextCursor === null ? null : (
        <Button isPending={isReading} onPress={() => void loadOlder()}>
          {t('audit.older')}
        </Button>
      )}
    </div>
  );
}
