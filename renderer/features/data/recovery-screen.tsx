import { ChevronRight, HardDriveDownload, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KeptBackup, Unopened } from '../../../shared/contract/desktop-data';
import { call } from '../../api/bridge';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { BrandMark } from '../../ui/brand';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { ConfirmDialog } from './confirm-dialog';
import { UnlockScreen } from './unlock-screen';
import { useBackupWords } from './use-backup-words';

function BackupRow({
  backup,
  isNewest,
  onPress,
}: {
  backup: KeptBackup;
  isNewest: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslation();
  const words = useBackupWords();
  return (
    <AriaButton className={isNewest ? 'choice first' : 'choice'} onPress={onPress}>
      <span className="ico">
        <HardDriveDownload className="i i-lg" />
      </span>
      <span>
        <b>{t('data.unopened.restore', { time: words.time(backup.at) })}</b>
        <span className="choice-text">
          {words.entries(backup.entries)}
          {isNewest ? ` · ${t('data.unopened.newest')}` : ''}
        </span>
      </span>
      <span className="choice-end">
        <ChevronRight className="i dim" />
      </span>
    </AriaButton>
  );
}

/** What stands where the organization of this computer isn’t open, though it was asked for. */
export function RecoveryScreen({ unopened }: { unopened: Unopened }) {
  const { trouble } = unopened;
  return trouble === 'passphrase-needed' || trouble === 'passphrase-wrong' ? (
    <UnlockScreen wasWrong={trouble === 'passphrase-wrong'} />
  ) : (
    <TroubleScreen unopened={unopened} />
  );
}

/**
 * Stands where the organization of this computer can’t be opened. Nobody can sign in then, so that whoever sits here
 * decides on a backup; main offers one only for what is damaged (§7).
 */
function TroubleScreen({ unopened }: { unopened: Unopened }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const words = useBackupWords();
  const name = useDesktop((state) => state.desktop?.localOrganization?.name ?? '');
  const [chosen, setChosen] = useState<KeptBackup | null>(null);
  const opening = useOneCall();
  const restoring = useOneCall();
  const { trouble, folder, backups } = unopened;

  const again = () => void opening.run(async () => receiveDesktop(await call('desktop.openLocal', {})));
  const back = () => void opening.run(async () => receiveDesktop(await call('desktop.forgetUnopened', {})));
  const restore = ({ id }: KeptBackup) =>
    void restoring.run(async () => receiveDesktop(await call('desktop.restoreBackup', { id })));

  return (
    <main className="stagebox">
      <div className="drag-strip" />
      <div className="welcome recovery">
        <header>
          <div className="wbrand">
            <BrandMark className="bigmark" />
            <span>{name}</span>
          </div>
          <h1>{t('data.unopened.title')}</h1>
          <p role="alert">
            {t(`data.unopened.what.${trouble}`)} {t('data.unopened.unchanged')}
          </p>
        </header>
        <p className="small dim recovery-place">
          {t('data.unopened.where')} <span className="breakable">{folder}</span>
        </p>
        {trouble === 'damaged' ? (
          <section aria-labelledby="recovery-backups">
            <h2 id="recovery-backups">
              {backups.length > 0 ? t('data.unopened.backups') : t('data.unopened.none')}
            </h2>
            <p className="mid">
              {backups.length > 0 ? t('data.unopened.backupsText') : t('data.unopened.noneText')}
            </p>
            {backups.length > 0 ? (
              <div className="choices recovery-backups">
                {backups.map((backup, index) => (
                  <BackupRow
                    key={backup.id}
                    backup={backup}
                    isNewest={index === 0}
                    onPress={() => setChosen(backup)}
                  />
                ))}
              </div>
            ) : null}
          </section>
        ) : null}
        <footer className="wfoot">
          <Button icon={RotateCw} isPending={opening.isWorking} onPress={again}>
            {t('data.unopened.again')}
          </Button>
          <Button kind="ghost" isDisabled={opening.isWorking} onPress={back}>
            {t('data.unopened.back')}
          </Button>
        </footer>
      </div>
      {chosen ? (
        <ConfirmDialog
          time={words.time(chosen.at)}
          name={name}
          isWorking={restoring.isWorking}
          message={restoring.problem ? `${t('data.unopened.failed')} ${textOf(restoring.problem)}` : null}
          onConfirm={() => restore(chosen)}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </main>
  );
}
