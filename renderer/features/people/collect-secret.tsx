import { KeyRound, MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { RequestDetail } from '../../../shared/contract/requests';
import { HOUR } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { useMembers } from '../../stores/members-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { isRecord, shownOf } from '../request/shown-params';
import { CollectDialog, type Collectable } from './collect-dialog';

/** So long a secret waits for its initiator (api.md). */
const COLLECTABLE_MS = 72 * HOUR;

/** What a completed request made that is given once; null where it made nothing of the kind. */
function secretOf(detail: RequestDetail): Collectable | null {
  const { id: requestId, operation, result, approvals, view } = detail;
  const memberId = result?.memberId ?? null;
  const shown = shownOf(view);
  const base = { requestId, memberId };
  if (operation === 'service-user.key.create')
    return { ...base, what: 'key', name: shown.kind === 'named' ? shown.name : '' };
  // What completed at once showed its code to who asked for it.
  if (approvals.length === 0) return null;
  if (operation === 'member.invite')
    return { ...base, what: 'invitation', name: shown.kind === 'invite' ? shown.name : '' };
  if (operation !== 'member.replace' || !isRecord(view.params)) return null;
  const { displayName } = view.params;
  return { ...base, what: 'invitation', name: typeof displayName === 'string' ? displayName : '' };
}

interface CollectSecretProps {
  detail: RequestDetail;
  session: SessionView;
}

/** On a request whose secret waits: its initiator, and nobody else, may collect it, once. */
export function CollectSecret({ detail, session }: CollectSecretProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const [isCollected, setCollected] = useState(false);
  const secret = secretOf(detail);
  const status = useMembers((state) => state.members?.find((one) => one.id === secret?.memberId)?.status);
  const isInTime = detail.endedAt === undefined || now < Date.parse(detail.endedAt) + COLLECTABLE_MS;
  const isWaiting =
    detail.status === 'completed' &&
    detail.initiator.id === session.member.id &&
    isInTime &&
    (secret?.what !== 'invitation' || status === undefined || status === 'invited');
  if (secret === null || !isWaiting || (isCollected && !isOpen)) return null;
  const { what, name } = secret;
  return (
    <>
      <Banner
        icon={what === 'key' ? KeyRound : MailCheck}
        title={t(`people.collect.${what}.band`, { name })}
        action={<Button onPress={() => setOpen(true)}>{t(`people.collect.${what}.button`)}</Button>}
      >
        {t(`people.collect.${what}.bandText`)}
      </Banner>
      {isOpen ? (
        <CollectDialog
          collectable={secret}
          onClose={(wasCollected) => {
            setCollected(wasCollected);
            setOpen(false);
          }}
        />
      ) : null}
    </>
  );
}
