import { HardDrive, History, OctagonX } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../../shared/contract/table/backups';
import { useDesktop, useSession } from '../../stores/desktop-store';
import { loadNotices, noticeSeen, useNotices } from '../../stores/notices-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { KeyBand } from './key-band';
import { useBackupWords } from './use-backup-words';

function useNoticeText(): (notice: Notice) => { title: string; text: string } {
  const { t } = useTranslation();
  const words = useBackupWords();
  return ({ at, from, to, restored }) => {
    const time = words.time(at);
    if (!restored)
      return {
        title: t('data.band.older'),
        text: t('data.band.olderText', {
          time,
          to: words.number(to.seq),
          from: words.number(from?.seq ?? 0),
        }),
      };
    const lost = from === null ? 0 : from.seq - to.seq;
    const text = t('data.band.restoredText', { time, entries: words.number(to.seq) });
    return {
      title: t('data.band.restored'),
      text: lost > 0 ? `${text} ${t('data.band.lost', { count: lost })}` : text,
    };
  };
}

function NoticeBand({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem, run } = useOneCall();
  const { title, text } = useNoticeText()(notice);
  return (
    <Banner
      icon={problem ? OctagonX : History}
      isBad
      title={title}
      action={
        <Button isPending={isWorking} onPress={() => void run(() => noticeSeen(notice.id))}>
          {t('data.band.seen')}
        </Button>
      }
    >
      {text} {problem ? t('data.band.failed', { why: textOf(problem) }) : t('data.band.ask')}
    </Banner>
  );
}

/** A backup that fails is told to the Owner, whatever screen is open. */
function FailureBand() {
  const { t } = useTranslation();
  const failure = useDesktop((state) => state.desktop?.localData?.backupFailure ?? null);
  const isOwner = useSession()?.member.owner ?? false;
  if (failure === null || !isOwner) return null;
  return (
    <Banner icon={HardDrive} isBad title={t('data.band.backup')}>
      {failure.what}
    </Banner>
  );
}

/** What members have to know of the ledger itself, over every screen until each has seen it (§7). */
export function RollbackBand({ memberId }: { memberId: string }) {
  const notices = useNotices((state) => state.notices);
  useEffect(() => void loadNotices(), [memberId]);
  return (
    <>
      {notices.map((notice) => (
        <NoticeBand key={notice.id} notice={notice} />
      ))}
      <FailureBand />
      <KeyBand />
    </>
  );
}
