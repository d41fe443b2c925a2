import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckedServer } from '../../../shared/contract/desktop-servers';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import type { Connecting } from './use-connecting';

function ServerFacts({ server }: { server: CheckedServer }) {
  const { t } = useTranslation();
  return (
    <dl className="connect-facts">
      <dt>{t('connect.fact.connection')}</dt>
      <dd>{t(server.isPlain ? 'connect.plain' : 'connect.encrypted')}</dd>
      <dt>{t('connect.fact.organization')}</dt>
      <dd>{t(server.hasOrganization ? 'connect.hasOrganization' : 'connect.noOrganization')}</dd>
      <dt>{t('connect.fact.version')}</dt>
      <dd className="num">{server.version}</dd>
    </dl>
  );
}

/** What was found at the address, by name, before anything is told to it. */
export function FoundStep({ connecting, server }: { connecting: Connecting; server: CheckedServer }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem } = connecting;
  const [setupToken, setSetupToken] = useState('');
  const [isMissing, setMissing] = useState(false);
  const titleRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => titleRef.current?.focus(), []);

  const goOn = () => {
    if (server.hasOrganization) return void connecting.connect(server);
    if (setupToken.trim() === '') return setMissing(true);
    return connecting.createOn(server, setupToken.trim());
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        goOn();
      }}
    >
      <h2 className="say" tabIndex={-1} ref={titleRef}>
        <Sentence text={t('connect.found')} parts={{ host: <b>{server.host}</b> }} />
      </h2>
      <p className="mid">{t('connect.foundText')}</p>
      <ServerFacts server={server} />
      {server.hasOrganization ? null : (
        <>
          <p className="mid">{t('connect.setupText')}</p>
          <TextField
            label={t('connect.setupToken')}
            isMono
            value={setupToken}
            error={isMissing ? t('connect.setupTokenMissing') : undefined}
            onChange={(event) => {
              setSetupToken(event.target.value);
              setMissing(false);
            }}
          />
        </>
      )}
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
      <footer className="connect-foot">
        <Button isLarge onPress={connecting.again} isDisabled={isWorking}>
          {t('connect.another')}
        </Button>
        <Button kind="primary" isLarge type="submit" isPending={isWorking}>
          {isWorking
            ? t('connect.connecting')
            : server.hasOrganization
              ? t('connect.connect', { host: server.host })
              : t('connect.create')}
        </Button>
      </footer>
    </form>
  );
}
