import { ChevronRight, Compass, HardDrive, WifiOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call, problemOf } from '../../api/bridge';
import type { Problem } from '../../../shared/contract/problem';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { startCreating } from '../../stores/entrance-store';
import { BrandMark } from '../../ui/brand';
import { useProblemText } from '../../ui/problem-text';

interface Choice {
  id: string;
  icon: LucideIcon;
  title: string;
  text: string;
  /** Stands where the text did while this choice is under way. */
  working: string;
  /** Said in front of why it didn’t work. */
  failed: string;
  start: () => Promise<void>;
}

/** The ways in. One entry each; the first one wears the accent. What was created here comes before the sample. */
function useChoices(): Choice[] {
  const { t } = useTranslation();
  const local = useDesktop((state) => state.desktop?.localOrganization ?? null);
  const sample: Choice = {
    id: 'sample',
    icon: Compass,
    title: t('welcome.sample'),
    text: t('welcome.sampleText'),
    working: t('welcome.samplePreparing'),
    failed: t('welcome.failed'),
    start: async () => receiveDesktop(await call('desktop.openSample', {})),
  };
  if (local !== null) {
    const open: Choice = {
      id: 'local',
      icon: HardDrive,
      title: t('create.open', { name: local.name }),
      text: t('create.openText'),
      working: t('create.opening'),
      failed: t('create.openFailed'),
      start: async () => receiveDesktop(await call('desktop.openLocal', {})),
    };
    return [open, sample];
  }
  const create: Choice = {
    id: 'create',
    icon: HardDrive,
    title: t('create.local'),
    text: t('create.localText'),
    working: t('create.localText'),
    failed: '',
    start: async () => startCreating(),
  };
  return [sample, create];
}

function ChoiceRow({
  choice,
  isFirst,
  isWorking,
  isDisabled,
  onStart,
}: {
  choice: Choice;
  isFirst: boolean;
  isWorking: boolean;
  isDisabled: boolean;
  onStart: () => void;
}) {
  const Icon = choice.icon;
  return (
    <Button
      className={isFirst ? 'choice first' : 'choice'}
      isPending={isWorking}
      isDisabled={isDisabled}
      onPress={onStart}
    >
      <span className="ico">
        <Icon className="i i-lg" />
      </span>
      <span>
        <b>{choice.title}</b>
        <span className="choice-text" role="status">
          {isWorking ? choice.working : choice.text}
        </span>
      </span>
      <span className="choice-end">
        {isWorking ? <i className="spin t-accent" aria-hidden="true" /> : <ChevronRight className="i dim" />}
      </span>
    </Button>
  );
}

export function WelcomeScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const desktop = useDesktop((state) => state.desktop);
  const starting = desktop?.profile?.status === 'starting' ? desktop.profile.kind : null;
  const [working, setWorking] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ choice: Choice; problem: Problem } | null>(null);
  const choices = useChoices();
  const underWay = working ?? starting;

  const start = (choice: Choice) => {
    if (underWay !== null) return;
    setFailure(null);
    setWorking(choice.id);
    choice
      .start()
      .catch((error: unknown) => setFailure({ choice, problem: problemOf(error) }))
      .finally(() => setWorking(null));
  };

  return (
    <main className="stagebox">
      <div className="drag-strip" />
      <div className="welcome">
        <header>
          <div className="wbrand">
            <BrandMark className="bigmark" />
            <span>{t('brand')}</span>
          </div>
          <h1>{t('welcome.headline')}</h1>
          <p>{t('welcome.lead')}</p>
        </header>
        <nav className="choices" aria-label={t('welcome.start')}>
          {choices.map((choice, index) => (
            <ChoiceRow
              key={choice.id}
              choice={choice}
              isFirst={index === 0}
              isWorking={underWay === choice.id}
              isDisabled={underWay !== null && underWay !== choice.id}
              onStart={() => start(choice)}
            />
          ))}
        </nav>
        <footer className="wfoot">
          {failure ? (
            <span className="t-bad" role="alert">
              {failure.choice.failed} {textOf(failure.problem)}
            </span>
          ) : (
            <span>
              <WifiOff className="i i-sm" />
              {t('welcome.noTelemetry')}
            </span>
          )}
          <span className="grow" />
          {desktop?.developmentRuntime ? <span>{t('welcome.developmentRuntime')}</span> : null}
          <span className="num">{t('welcome.version', { version: desktop?.version ?? '' })}</span>
        </footer>
      </div>
    </main>
  );
}
