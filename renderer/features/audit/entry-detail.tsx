import { EyeOff, ScrollText } from 'lucide-react';
import { Button as LinkButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit';
import { exactTime } from '../../format/time';
import { narrowAudit } from '../../stores/audit-store';
import { selectRequest } from '../../stores/queue-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PayloadList } from './payload-list';
import { useEntryWords } from './use-entry-words';

function Hash({ label, value }: { label: string; value: string }) {
  return (
    <div className="hash">
      <dt>{label}</dt>
      <dd className="mono sel">{value}</dd>
    </div>
  );
}

function Content({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  if (entry.payload === undefined)
    return (
      <div className="note">
        <EyeOff className="i i-sm" aria-hidden="true" />
        <span>
          <b>{t('audit.entry.hidden')}.</b> {t('audit.entry.hiddenText')}
        </span>
      </div>
    );
  return (
    <>
      <PayloadList payload={entry.payload} />
      <details className="as-hashed">
        <summary className="link">{t('audit.entry.json')}</summary>
        <pre className="mono sel">{JSON.stringify(entry.payload, null, 2)}</pre>
      </details>
    </>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const words = useEntryWords();
  const { requestId, requestNumber: number, command, seq } = entry;
  return (
    <dl className="facts one">
      <div>
        <dt>{t('audit.entry.when')}</dt>
        <dd className="num">{exactTime(Date.parse(entry.at))}</dd>
      </div>
      <div>
        <dt>{t('audit.entry.who')}</dt>
        <dd>{words.who(entry)}</dd>
      </div>
      <div>
        <dt>{t('audit.entry.device')}</dt>
        <dd>{entry.device ?? t('audit.entry.noDevice')}</dd>
      </div>
      <div>
        <dt>{t('audit.entry.together')}</dt>
        <dd>{command === seq ? t('audit.entry.alone') : t('audit.entry.command', { command })}</dd>
      </div>
      {requestId === undefined || number === undefined ? null : (
        <div>
          <dt>{t('audit.entry.request')}</dt>
          <dd>
            <LinkButton className="link" onPress={() => selectRequest(requestId)}>
              {t('audit.entry.open', { number })}
            </LinkButton>
          </dd>
        </div>
      )}
    </dl>
  );
}

/** One entry: who, when, what it says, and the hashes that keep it as it is. */
export function EntryDetail({ entry }: { entry: AuditEntry | null }) {
  const { t } = useTranslation();
  const words = useEntryWords();
  if (entry === null)
    return (
      <aside className="aside entry" aria-label={t('audit.entry.select')}>
        <EmptyState icon={ScrollText} title={t('audit.entry.select')} text={t('audit.entry.selectText')} />
      </aside>
    );
  const { actor, requestId, requestNumber: number } = entry;
  return (
    <aside className="aside entry" aria-label={t('audit.entry.number', { seq: entry.seq })}>
      <div className="pad">
        <p className="dim small num">{t('audit.entry.number', { seq: entry.seq })}</p>
        <h2>{words.what(entry)}</h2>
        <Facts entry={entry} />
        <div className="entry-steps">
          {requestId === undefined || number === undefined ? null : (
            <Button onPress={() => void narrowAudit({ request: { id: requestId, number } })}>
              {t('audit.entry.onlyRequest')}
            </Button>
          )}
          {actor?.startsWith('mem_') === true ? (
            <Button onPress={() => void narrowAudit({ actorId: actor })}>
              {t('audit.entry.onlyPerson')}
            </Button>
          ) : null}
        </div>
      </div>
      <div className="pad">
        <h3 className="h">{t('audit.entry.says')}</h3>
        <Content entry={entry} />
      </div>
      <div className="pad">
        <h3 className="h">{t('audit.entry.hashes')}</h3>
        <dl>
          <Hash label={t('audit.entry.hash')} value={entry.payloadHash} />
          <Hash label={t('audit.entry.chain')} value={entry.chain} />
        </dl>
      </div>
    </aside>
  );
}
