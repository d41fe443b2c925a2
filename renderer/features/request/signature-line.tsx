import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/organization';
import { AvatarStack } from '../../ui/avatar';
import { useNumberWords } from './use-number-words';

interface SignatureLineProps {
  kind: 'done' | 'mine' | 'open' | 'void';
  name?: string;
  avatar?: ReactNode;
  detail: string;
  title?: string;
}

/** One approval: solid and sealed when signed, dashed in accent when it’s yours, dashed and grey when it’s open. */
export function SignatureLine({ kind, name, avatar, detail, title }: SignatureLineProps) {
  return (
    <div className={`slot ${kind}`} role="listitem" title={title}>
      {avatar}
      <span className="grow">
        {name === undefined ? null : <span className="who clip">{name}</span>}
        <small className={kind === 'void' ? 'clip t-bad' : 'clip'}>{detail}</small>
      </span>
    </div>
  );
}

/** A line that one of several people can still sign. */
export function OpenSlot({
  people,
  index,
  isAfterMe,
}: {
  people: readonly Person[];
  index: number;
  isAfterMe: boolean;
}) {
  const { t } = useTranslation();
  const { plain } = useNumberWords();
  const [only] = people;
  const words = plain(people.length);
  if (index > 0 && people.length > 1) {
    return (
      <SignatureLine
        kind="open"
        avatar={<span className="av ghost" aria-hidden="true" />}
        detail={t('request.approvals.another')}
      />
    );
  }
  const detail =
    only === undefined
      ? t('request.approvals.nobody')
      : people.length === 1
        ? t('request.approvals.onlyOne', { name: only.displayName })
        : isAfterMe
          ? t('request.approvals.and', { words })
          : t('request.approvals.oneOf', { words });
  return (
    <SignatureLine
      kind="open"
      avatar={<AvatarStack people={people} />}
      detail={detail}
      title={people.map((person) => person.displayName).join(', ')}
    />
  );
}
