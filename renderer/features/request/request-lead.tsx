import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { Sentence } from '../../strings/sentence';
import { Amount } from '../../ui/amount';
import { Avatar } from '../../ui/avatar';
import { useTimeWords } from '../../ui/relative-time';
import { useNow } from '../../stores/clock-store';
import { exactTime } from '../../format/time';
import { AccessSentence } from './access-sentence';
import { DestinationInFull } from './destination-in-full';
import { settingChangesOf } from './grant-changes';
import { shownOf, type Shown } from './shown-params';
import { useNumberWords } from './use-number-words';
import { useNameOf, useRequestWords, useStarterName } from './use-request-words';

const b = (text: string) => <b>{text}</b>;

function SaySentence({ detail, shown }: { detail: RequestDetail; shown: Shown }) {
  const { t } = useTranslation();
  const wordsOf = useRequestWords();
  const nameOf = useNameOf();
  const account = detail.view.account?.name ?? '';
  switch (shown.kind) {
    case 'withdrawal':
      return (
        <Sentence
          text={t('request.say.withdraw')}
          parts={{
            amount: <Amount value={shown.amount} asset={shown.asset} />,
            from: b(account),
            to: b(shown.to.label),
          }}
        />
      );
    case 'add-address':
    case 'remove-address': {
      const text =
        shown.kind === 'add-address' ? t('request.say.addAddress') : t('request.say.removeAddress');
      return (
        <Sentence
          text={text}
          parts={{ account: b(account), asset: b(shown.asset), label: b(shown.to.label) }}
        />
      );
    }
    case 'invite':
      return <Sentence text={t('request.say.invite')} parts={{ name: b(shown.name) }} />;
    case 'access':
      return <AccessSentence detail={detail} id={shown.memberId} name={shown.name} />;
    case 'create-account':
      return <Sentence text={t('request.say.createAccount')} parts={{ name: b(shown.name) }} />;
    case 'rename-account':
      return (
        <Sentence text={t('request.say.renameAccount')} parts={{ from: b(shown.from), to: b(shown.to) }} />
      );
    case 'policy': {
      const what = wordsOf(detail.view).titleText;
      if (settingChangesOf(detail.view.before, detail.view.after).length === 1) {
        const parts = { what: b(what), workflow: b(t(`workflow.${shown.workflow}`)) };
        return <Sentence text={t('request.say.policySetting')} parts={parts} />;
      }
      const isPlural = shown.workflow === 'withdrawals';
      const text = isPlural ? t('request.say.policy') : t('request.say.policyOne');
      return <Sentence text={text} parts={{ workflow: b(t(`workflow.${shown.workflow}`)) }} />;
    }
    case 'named':
      return <Sentence text={t(`request.say.named.${shown.operation}`)} parts={{ name: b(nameOf(shown)) }} />;
  }
}

function useEffectWords(detail: RequestDetail, isWithdrawal: boolean): string {
  const { t } = useTranslation();
  const now = useNow();
  const ago = useTimeWords();
  const { capital, plain } = useNumberWords();
  const missing = Math.max(0, detail.requiredApprovals - detail.validApprovals);
  switch (detail.status) {
    case 'pending':
      if (detail.wouldFail) return t('request.effect.wouldFail');
      if (isWithdrawal) {
        return missing <= 1
          ? t('request.effect.sendsLast')
          : t('request.effect.sendsMore', { words: capital(missing) });
      }
      return missing <= 1
        ? t('request.effect.takesLast')
        : t('request.effect.takesMore', { words: plain(missing) });
    case 'approved':
    case 'failed':
      return t(`request.effect.${detail.status}`);
    default:
      return t(`request.effect.${detail.status}`, {
        ago: ago.longAgo(now - Date.parse(detail.endedAt ?? detail.createdAt)),
      });
  }
}

/** What would happen in one sentence, the address in full, who asked, and what the last approval sets off. */
export function RequestLead({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  const { longAgo } = useTimeWords();
  const shown = shownOf(detail.view);
  const startedBy = useStarterName();
  const effect = useEffectWords(detail, shown.kind === 'withdrawal');
  const { initiator } = detail;
  const created = Date.parse(detail.createdAt);
  return (
    <>
      <h2 className="say sel">
        <SaySentence detail={detail} shown={shown} />
      </h2>
      {'to' in shown && typeof shown.to !== 'string' ? <DestinationInFull to={shown.to} canCopy /> : null}
      <p className="by">
        <Avatar
          id={initiator.id}
          name={initiator.displayName}
          size="s"
          isBot={initiator.kind === 'service-user'}
        />
        <span title={exactTime(created)}>
          {t('request.by', { name: startedBy(detail.view), ago: longAgo(now - created), effect })}
        </span>
      </p>
    </>
  );
}
