import { HardDrive, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { BackupRecord } from '../../../shared/contract/table/backups';
import { useDesktop, useSession } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { RelativeTime } from '../../ui/relative-time';
import { BackupDialog } from './backup-dialog';
import { GoBackDialog } from './go-back-dialog';
import { KeyChoice } from './key-choice';
import { useBackups } from './use-backups';
import { useBackupWords } from './use-backup-words';

function OwnersBackups({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const words = useBackupWords();
  const newest = useDesktop((state) => state.desktop?.localData?.lastBackup?.id ?? null);
  const { listed, problem, read } = useBackups(true, newest);
  const [isMaking, setMaking] = useState(false);
  const [chosen, setChosen] = useState<BackupRecord | null>(null);
  const failure = listed?.lastFailure;
  return (
    <>
      {failure ? (
        <div className="note risk" role="status">
          <TriangleAlert className="i i-sm" />
          <span>
            {t('data.settings.failed', { what: failure.what })}{' '}
            {failure.damaged ? t('data.settings.damaged') : ''}
          </span>
        </div>
      ) : null}
      {problem ? <p className="t-bad small">{textOf(problem)}</p> : null}
      {listed?.items.length === 0 ? <p className="mid">{t('data.settings.none')}</p> : null}
      <dl className="setting-facts">
        {listed?.items.map((backup) => (
          <div key={backup.id}>
            <dt>
              {words.time(backup.at)}
              <small>
                {words.entries(backup.entries)} · {words.size(backup.bytes)} · <RelativeTime at={backup.at} />
              </small>
            </dt>
            {failure?.damaged === true ? (
              <dd>
                <Button onPress={() => setChosen(backup)}>{t('data.settings.goBack')}</Button>
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
      {failure?.damaged === true ? null : <p className="help">{t('data.settings.whole')}</p>}
      <div className="setting-actions">
        <Button icon={HardDrive} onPress={() => setMaking(true)}>
          {t('data.settings.make')}
        </Button>
      </div>
      {isMaking ? (
        <BackupDialog
          onClose={() => {
            setMaking(false);
            read();
          }}
        />
      ) : null}
      {chosen ? <GoBackDialog backup={chosen} session={session} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

/** Where the data are, what protects them, and the copies of them. */
export function DataSection() {
  const { t } = useTranslation();
  const session = useSession();
  const kind = useDesktop((state) => state.desktop?.profile?.kind ?? null);
  const data = useDesktop((state) => state.desktop?.localData ?? null);
  if (!session || kind === null) return null;
  if (kind !== 'local') return <p className="mid setting-text">{t(`data.settings.${kind}`)}</p>;
  return (
    <>
      <p className="mid setting-text">{t('data.settings.lead')}</p>
      {data ? <KeyChoice data={data} isOwner={session.member.owner} /> : null}
      <h3 className="h">{t('data.settings.backups')}</h3>
      <p className="mid">{t('data.settings.backupsText')}</p>
      {session.member.owner ? (
        <OwnersBackups session={session} />
      ) : (
        <p className="help">{t('data.settings.ownerOnly')}</p>
      )}
    </>
  );
}
