import { ChevronRight, Compass, WifiOff, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call, problemOf } from '../../api/bridge';
import type { Problem } from '../../../shared/contract/problem';
import { receiveDesktop, useDesktop } from '../../stores/desktop-store';
import { BrandMark } from '../../ui/brand';
import { useProblemText } from '../../ui/problem-text';

interface Choice {
  id: string;
  icon: LucideIcon;
  title: string;
  text: string;
  /** Stands where the text did while this choice is under way. */
  working: string;
  start: () => Promise<void>;
}

/** The ways in. One entry each; the first one wears the accent. */
function useChoices(): Choice[] {
  const { t } = useTranslation();
  return [
    {
      id: 'sample',
      icon: Compass,
      title: t('welcome.sample'),
      text: t('welcome.sampleText'),
      working: t('welcome.samplePreparing'),
      start: async () => receiveDesktop(await call('desktop.openSample', {})),
    },
  ];
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
      aria-label={choice.title}
      aria-describedby={`choice-${choice.id}`}
      isPending={isWorking}
      isDisabled={isDisabled}
      onPress={onStart}
    >
      <span className="ico">
        <Icon className="i i-lg" />
      </span>
      <span>
        <b>{choice.title}</b>
        <span className="choice-text" id={`choice-${choice.id}`} role="status">
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
  const isStarting = desktop?.profile?.status === 'starting';
  const [working, setWorking] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const choices = useChoices();
  const underWay = working ?? (isStarting ? 'sample' : null);

  const start = (choice: Choice) => {
    if (underWay !== null) return;
    setProblem(null);
    setWorking(choice.id);
    choice
      .start()
      .catch((error: unknown) => setProblem(problemOf(error)))
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
          {problem ? (
            <span className="t-bad" role="alert">
              {t('welcome.failed')} {textOf(problem)}
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
