import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DraftSubject, Settings } from '../../stores/policy-drafts';
import { namesIn, type DraftItem, type Standing, type Standings } from './draft-edits';
import { MovedBase } from './moved-base';
import { DraftStep } from './next-step';
import { Switch } from './setting-controls';
import { SettingRows } from './setting-rows';
import { useSettingWords } from './use-setting-words';

interface SecurityCardProps {
  standings: Standings;
  items: readonly DraftItem[];
  mayChange: boolean;
  onEdit: (subject: DraftSubject, edit: Settings) => void;
}

function SignIn({
  standing,
  item,
  mayChange,
  onEdit,
}: { standing: Standing; item: DraftItem | undefined } & Pick<SecurityCardProps, 'mayChange' | 'onEdit'>) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingWords();
  const stands = standing.settings.signInPolicy;
  const shown = item?.draft.edits.signInPolicy ?? stands;
  return (
    <div>
      <div className="set">
        <span>{nameOf('signInPolicy')}</span>
        <span className="val">
          {shown === stands ? null : <del className="was">{valueOf('signInPolicy', stands)}</del>}
          {valueOf('signInPolicy', shown)}
        </span>
      </div>
      <div className="set">
        <span>{t('policies.security.passkeyOnly')}</span>
        <Switch
          label={t('policies.security.passkeyOnly')}
          isOn={shown === 'passkey'}
          isDisabled={!mayChange}
          onChange={(isOn) =>
            onEdit('sign-in', { signInPolicy: isOn ? 'passkey' : 'authenticator-or-passkey' })
          }
        />
      </div>
      <p className="small dim">{t('policies.security.passkeyFirst')}</p>
    </div>
  );
}

/** How everyone signs in, and for how long: smaller than a workflow, and drafted the same way. */
export function SecurityCard({ standings, items, mayChange, onEdit }: SecurityCardProps) {
  const { t } = useTranslation();
  const { 'sign-in': signIn, session } = standings;
  if (!signIn || !session) return null;
  const own = items.filter(({ subject }) => subject === 'sign-in' || subject === 'session');
  const itemOf = (subject: DraftSubject) => own.find((one) => one.subject === subject);
  const count = own.reduce((sum, { draft }) => sum + namesIn(draft.edits).length, 0);
  return (
    <article
      className={count > 0 ? 'card security changed' : 'card security'}
      aria-labelledby="policy-security"
    >
      <header>
        <ShieldCheck className="i" />
        <div className="grow">
          <h2 id="policy-security">{t('policies.security.title')}</h2>
          <small>{t('policies.security.text')}</small>
        </div>
        {count > 0 ? <span className="chip draft">{t('policies.edits', { count })}</span> : null}
      </header>
      {own
        .filter(({ conflicts }) => conflicts.length > 0)
        .map((item) => (
          <MovedBase key={item.subject} item={item} />
        ))}
      <div className="security-halves">
        <SignIn standing={signIn} item={itemOf('sign-in')} mayChange={mayChange} onEdit={onEdit} />
        <SettingRows
          subject="session"
          settings={session.settings}
          edits={itemOf('session')?.draft.edits ?? {}}
          isDisabled={!mayChange}
          onEdit={(edit) => onEdit('session', edit)}
        />
      </div>
      {mayChange && own.length > 0 ? (
        <footer>
          {own.map((item) => (
            <DraftStep key={item.subject} item={item} />
          ))}
        </footer>
      ) : null}
    </article>
  );
}
