import { Fingerprint, Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorView } from '../../../shared/contract/factors';
import { passkeysWork } from '../../api/passkeys';
import type { OwnFactors } from '../../stores/factors-store';
import { Button } from '../../ui/button';
import { RelativeTime } from '../../ui/relative-time';
import { Sentence } from '../../strings/sentence';
import { AddAuthenticatorDialog } from './add-authenticator-dialog';
import { AddPasskeyDialog, RemoveFactorDialog, RenameFactorDialog } from './factor-dialogs';

type Asked = { kind: 'rename' | 'remove'; factor: FactorView } | { kind: 'passkey' | 'totp' } | null;

const ICON = { totp: Smartphone, passkey: Fingerprint } as const;

/** One's own second factors: what each is, when it was used, and what can be done with it. */
export function FactorList({ factors }: { factors: OwnFactors }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked>(null);
  const accepted = factors.items.filter((factor) => factor.accepted);
  const close = () => setAsked(null);
  return (
    <section className="security-part">
      <h3 className="h">{t('security.factors.title')}</h3>
      <p className="help">{t('security.factors.text')}</p>
      <ul className="security-rows">
        {factors.items.map((factor) => {
          const Icon = ICON[factor.kind];
          const kind = t(`security.factors.${factor.kind}`);
          const isLast = accepted.length === 1 && factor.accepted;
          return (
            <li key={factor.id}>
              <Icon className="i" aria-hidden="true" />
              <div className="grow">
                <b>{factor.name}</b>
                <small>
                  {/* A factor that still has the name of its kind would say it twice. */}
                  {factor.name === kind ? null : `${kind}, `}
                  <Sentence
                    text={t('security.factors.added')}
                    parts={{ when: <RelativeTime at={factor.enrolledAt} /> }}
                  />
                  {', '}
                  {factor.lastUsedAt === null ? (
                    t('security.factors.unused')
                  ) : (
                    <Sentence
                      text={t('security.factors.used')}
                      parts={{ when: <RelativeTime at={factor.lastUsedAt} /> }}
                    />
                  )}
                </small>
                <small>
                  <Sentence
                    text={t('security.factors.fingerprint')}
                    parts={{ fingerprint: <span className="mono">{factor.fingerprint}</span> }}
                  />
                </small>
                {factor.accepted ? null : (
                  <small className="t-risk">{t('security.factors.notAccepted')}</small>
                )}
                {isLast ? <small>{t('security.factors.last')}</small> : null}
              </div>
              <Button
                kind="ghost"
                aria-label={t('security.factors.renameNamed', { name: factor.name })}
                onPress={() => setAsked({ kind: 'rename', factor })}
              >
                {t('security.factors.rename')}
              </Button>
              <Button
                kind="ghost"
                isDisabled={isLast}
                aria-label={t('security.factors.removeNamed', { name: factor.name })}
                onPress={() => setAsked({ kind: 'remove', factor })}
              >
                {t('security.factors.remove')}
              </Button>
            </li>
          );
        })}
      </ul>
      <div className="security-actions">
        {!passkeysWork() ? null : (
          <Button icon={Plus} onPress={() => setAsked({ kind: 'passkey' })}>
            {t('security.factors.addPasskey')}
          </Button>
        )}
        <Button icon={Plus} onPress={() => setAsked({ kind: 'totp' })}>
          {t('security.factors.addTotp')}
        </Button>
      </div>
      {asked?.kind === 'rename' ? <RenameFactorDialog factor={asked.factor} onClose={close} /> : null}
      {asked?.kind === 'remove' ? <RemoveFactorDialog factor={asked.factor} onClose={close} /> : null}
      {asked?.kind === 'passkey' ? <AddPasskeyDialog onClose={close} /> : null}
      {asked?.kind === 'totp' ? <AddAuthenticatorDialog onClose={close} /> : null}
    </section>
  );
}
