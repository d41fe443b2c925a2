import { WifiOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptServer } from '../../../shared/contract/desktop-servers';
import type { Problem } from '../../../shared/contract/problem';
import { problemOf } from '../../api/bridge';
import { useDesktop } from '../../stores/desktop-store';
import { BrandMark } from '../../ui/brand';
import { useProblemText } from '../../ui/problem-text';
import { GaveUpNote } from '../sign-in/gave-up-note';
import { ChoiceRow, type Choice } from './choice-row';
import { ForgetDialog } from './forget-dialog';
import { useChoices } from './use-choices';

/** Which choice main is opening, asked for here or before the page was drawn anew. */
function useStarting(): string | null {
  const profile = useDesktop((state) => state.desktop?.profile ?? null);
  const servers = useDesktop((state) => state.desktop?.servers ?? []);
  if (profile?.status !== 'starting') return null;
  if (profile.kind !== 'remote') return profile.kind;
  return servers.find(({ address }) => address.endsWith(`//${profile.server ?? ''}`))?.address ?? 'connect';
}

export function WelcomeScreen() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const desktop = useDesktop((state) => state.desktop);
  const starting = useStarting();
  const [working, setWorking] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ choice: Choice; problem: Problem } | null>(null);
  const [forgetting, setForgetting] = useState<KeptServer | null>(null);
  const choices = useChoices(setForgetting);
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
        <GaveUpNote />
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
      {forgetting ? <ForgetDialog server={forgetting} onClose={() => setForgetting(null)} /> : null}
    </main>
  );
}
