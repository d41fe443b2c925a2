import { BellRing, Monitor } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { RelativeTime } from '../../ui/relative-time';
import { EndDialog, type Ending } from './end-dialog';
import { useSignedIn } from './use-signed-in';

function When({ text, at }: { text: string; at: string }): ReactNode {
  return <Sentence text={text} parts={{ when: <RelativeTime at={at} /> }} />;
}

/** Sessions and devices elsewhere, each with its end. */
export function SignedInList() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { sessions, devices, problem, load } = useSignedIn();
  const [ending, setEnding] = useState<Ending | null>(null);
  const others = sessions?.filter(({ current }) => !current) ?? [];
  return (
    <>
      <section className="security-part">
        <h3 className="h">{t('security.sessions.title')}</h3>
        <ul className="security-rows">
          {sessions?.map((session) => (
            <li key={session.id}>
              <Monitor className="i" aria-hidden="true" />
              <div className="grow">
                <b>{session.device}</b>
                <small>
                  <When text={t('security.sessions.since')} at={session.createdAt} />
                  {', '}
                  <When text={t('security.sessions.active')} at={session.lastActivityAt} />
                </small>
              </div>
              {session.current ? (
                <span className="small dim">{t('security.sessions.current')}</span>
              ) : (
                <Button
                  kind="ghost"
                  aria-label={t('security.sessions.endNamed', { device: session.device })}
                  onPress={() => setEnding({ kind: 'sessions', sessions: [session] })}
                >
                  {t('security.sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {sessions !== null && others.length === 0 ? (
          <p className="help">{t('security.sessions.none')}</p>
        ) : null}
        {others.length > 1 ? (
          <div className="security-actions">
            <Button onPress={() => setEnding({ kind: 'sessions', sessions: others })}>
              {t('security.sessions.endOthers')}
            </Button>
          </div>
        ) : null}
      </section>
      <section className="security-part">
        <h3 className="h">{t('security.devices.title')}</h3>
        <p className="help">{t('security.devices.text')}</p>
        <ul className="security-rows">
          {devices?.map((device) => (
            <li key={device.id}>
              <BellRing className="i" aria-hidden="true" />
              <div className="grow">
                <b>{device.name}</b>
                <small>
                  <When text={t('security.devices.since')} at={device.createdAt} />
                </small>
              </div>
              <Button
                kind="ghost"
                aria-label={t('security.devices.endNamed', { device: device.name })}
                onPress={() => setEnding({ kind: 'device', device })}
              >
                {t('security.devices.end')}
              </Button>
            </li>
          ))}
        </ul>
        {devices?.length === 0 ? <p className="help">{t('security.devices.none')}</p> : null}
      </section>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
      {ending === null ? null : (
        <EndDialog
          ending={ending}
          onClose={() => {
            setEnding(null);
            void load();
          }}
        />
      )}
    </>
  );
}
