import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AcceptLink } from '../../../shared/contract/desktop-settings';
import { hostOf } from '../../format/server';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { useProblemText } from '../../ui/problem-text';
import type { Connecting } from './use-connecting';

/** A link named a server. It may come from anybody, so nothing happens before a press on a button with that name. */
export function LinkStep({ connecting, link }: { connecting: Connecting; link: AcceptLink }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem } = connecting;
  const host = hostOf(link.server);
  const titleRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => titleRef.current?.focus(), []);
  return (
    <div>
      <h2 className="say" tabIndex={-1} ref={titleRef}>
        <Sentence text={t('connect.invitation')} parts={{ host: <b>{host}</b> }} />
      </h2>
      <p className="mid">{t('connect.invitationText')}</p>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
      <footer className="connect-foot">
        <Button isLarge onPress={() => void connecting.leave()} isDisabled={isWorking}>
          {t('connect.notNow')}
        </Button>
        <Button kind="primary" isLarge isPending={isWorking} onPress={() => void connecting.follow(link)}>
          {isWorking ? t('connect.connecting') : t('connect.connect', { host })}
        </Button>
      </footer>
    </div>
  );
}
