import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import type { Person } from '../../../shared/contract/organization';
import { listOfNames } from '../../format/list';
import { Sentence } from '../../strings/sentence';
import { Avatar } from '../../ui/avatar';
import { useTimeWords } from '../../ui/relative-time';
import { useNow } from '../../stores/clock-store';
import { exactTime } from '../../format/time';
import { OpenSlots, SignatureLine } from './signature-line';
import { personIn } from './shown-params';

/** Who can’t decide it and why, in a sentence; null where the bar below says it. */
function useWhoCan(detail: RequestDetail, myId: string): string | null {
  const { t } = useTranslation();
  if (detail.status !== 'pending') return null;
  const { initiator, params, operation } = detail.view;
  // The bar below says so to the one who started it.
  if (initiator.id === myId) return null;
  const name = initiator.displayName;
  if (initiator.kind === 'service-user')
    return initiator.key
      ? t('request.approvals.botApproval', { name, custodian: initiator.key.custodian.displayName })
      : t('request.approvals.botOnly', { name });
  const subject = operation === 'member.invite' ? null : personIn(params['member']);
  if (subject === null || subject.id === initiator.id) return t('request.approvals.selfApproval', { name });
  if (subject.id === myId) return t('request.approvals.youSubject');
  if (operation !== 'member.confirm') return t('request.approvals.subject', { name, subject: subject.name });
  const inviter = personIn(params['invitedBy']);
  return inviter === null || inviter.id === initiator.id
    ? t('request.approvals.confirmTwo', { name, subject: subject.name })
    : t('request.approvals.confirm', { name, subject: subject.name, inviter: inviter.name });
}

/** Approvals given, void ones, and the rejection, as lines that are solid. */
function useSignedLines(detail: RequestDetail, myId: string): ReactNode[] {
  const { t } = useTranslation();
  const now = useNow();
  const { ago } = useTimeWords();
  const nameOf = (memberId: string, name: string) => (memberId === myId ? t('request.approvals.you') : name);
  const lines = [...detail.approvals]
    .sort((a, b) => Number(b.valid) - Number(a.valid))
    .map((approval) => {
      const at = Date.parse(approval.at);
      const why = approval.voidedBecause;
      return (
        <SignatureLine
          key={`${approval.memberId}-${approval.at}`}
          kind={approval.valid ? 'done' : 'void'}
          name={nameOf(approval.memberId, approval.displayName)}
          avatar={
            <span className={approval.valid ? 'seal' : undefined}>
              <Avatar id={approval.memberId} name={approval.displayName} size="l" />
              {approval.valid ? <Check className="i tick" /> : null}
            </span>
          }
          title={exactTime(at)}
          detail={
            approval.valid
              ? t('request.approvals.at', { ago: ago(now - at) })
              : why === undefined
                ? t('request.approvals.voidPlain')
                : t('request.approvals.void', { why })
          }
        />
      );
    });
  const { rejection } = detail;
  if (rejection) {
    const at = Date.parse(rejection.at);
    lines.push(
      <SignatureLine
        key="rejection"
        kind="void"
        name={nameOf(rejection.memberId, rejection.displayName)}
        avatar={<Avatar id={rejection.memberId} name={rejection.displayName} size="l" />}
        title={exactTime(at)}
        detail={t('request.approvals.rejected', { ago: ago(now - at) })}
      />,
    );
  }
  return lines;
}

/** Lines that are still open: mine first, then those of others. */
function OpenLines({ detail, myId, myName }: { detail: RequestDetail; myId: string; myName: string }) {
  const { t } = useTranslation();
  const missing = Math.max(0, detail.requiredApprovals - detail.validApprovals);
  if (detail.status !== 'pending') {
    return Array.from({ length: detail.rejection ? missing - 1 : missing }, (_, index) => (
      <SignatureLine key={index} kind="open" detail={t('request.approvals.unsigned')} />
    ));
  }
  const others: Person[] = detail.eligibleApprovers.filter((person) => person.id !== myId);
  const mine = detail.canDecide ? 1 : 0;
  return (
    <>
      {mine === 1 && missing > 0 ? (
        <SignatureLine
          kind="mine"
          name={t('request.approvals.you')}
          avatar={<Avatar id={myId} name={myName} size="l" />}
          detail={t('request.approvals.canSign')}
        />
      ) : null}
      <OpenSlots people={others} count={Math.max(0, missing - mine)} isAfterMe={mine === 1} />
    </>
  );
}

/** Who else can still decide, by name; a warning where that is fewer than are needed. */
function WhoIsLeft({ detail, myId }: { detail: RequestDetail; myId: string }) {
  const { t } = useTranslation();
  if (detail.status !== 'pending') return null;
  const missing = Math.max(0, detail.requiredApprovals - detail.validApprovals);
  const { eligibleApprovers: able } = detail;
  if (able.length < missing)
    return (
      <p className="note risk gap">
        <TriangleAlert className="i i-sm" />
        <span>
          {t('request.approvals.tooFew', {
            needed: missing,
            able: t('request.approvals.able', { count: able.length }),
          })}
        </span>
      </p>
    );
  const names = able.filter(({ id }) => id !== myId).map(({ displayName }) => displayName);
  // Where everybody is needed the lines name them already.
  return able.length === missing || names.length === 0 ? null : (
    <p className="who-can">{t('request.approvals.left', { names: listOfNames(names) })}</p>
  );
}

/** How far it is, whose turn, who can’t and why: one signature line per approval needed. */
export function ApprovalsSection({ detail, myId }: { detail: RequestDetail; myId: string }) {
  const { t } = useTranslation();
  const signed = useSignedLines(detail, myId);
  const whoCan = useWhoCan(detail, myId);
  const me = detail.eligibleApprovers.find((person) => person.id === myId);
  const completedAtOnce =
    detail.status === 'completed' && detail.queuedBecause === undefined && signed.length === 0;
  if (completedAtOnce) {
    return (
      <section className="sect">
        <h3 className="h">{t('request.approvals.title')}</h3>
        <p className="mid">
          <Sentence
            text={t('request.approvals.atOnce')}
            parts={{ name: <b>{detail.initiator.displayName}</b> }}
          />
        </p>
      </section>
    );
  }
  return (
    <section className="sect">
      <h3 className="h">
        {t('request.approvals.title')}
        <span className="end num">
          {t('request.approvals.signed', { signed: detail.validApprovals, needed: detail.requiredApprovals })}
        </span>
      </h3>
      <div className="sign lines" role="list">
        {signed}
        <OpenLines detail={detail} myId={myId} myName={me?.displayName ?? ''} />
      </div>
      <WhoIsLeft detail={detail} myId={myId} />
      {whoCan === null ? null : <p className="who-can">{whoCan}</p>}
    </section>
  );
}
