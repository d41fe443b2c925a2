import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/organization';
import { Avatar, AvatarStack } from '../../ui/avatar';
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
function SharedSlot({ people, isAfterMe }: { people: readonly Person[]; isAfterMe: boolean }) {
  const { t } = useTranslation();
  const { plain } = useNumberWords();
  const words = plain(people.length);
  return (
    <SignatureLine
      kind="open"
      avatar={<AvatarStack people={people} />}
      detail={isAfterMe ? t('request.approvals.and', { words }) : t('request.approvals.oneOf', { words })}
      title={people.map((person) => person.displayName).join(', ')}
    />
  );
}

interface OpenSlotsProps {
  /** Everybody else who can still sign. */
  people: readonly Person[];
  /** How many lines are open. */
  count: number;
  isAfterMe: boolean;
}

/** The open lines: by name where everybody who can sign is needed, nobody twice, and empty where nobody is left for one. */
export function OpenSlots({ people, count, isAfterMe }: OpenSlotsProps) {
  const { t } = useTranslation();
  const { capital } = useNumberWords();
  const ghost = <span className="av ghost" aria-hidden="true" />;
  if (count === 0) return null;
  if (people.length > count)
    return (
      <>
        <SharedSlot people={people} isAfterMe={isAfterMe} />
        {Array.from({ length: count - 1 }, (_, index) => (
          <SignatureLine key={index} kind="open" avatar={ghost} detail={t('request.approvals.another')} />
        ))}
      </>
    );
  const empty = count - people.length;
  return (
    <>
      {people.map(({ id, displayName: name }) => (
        <SignatureLine
          key={id}
          kind="open"
          name={name}
          avatar={<Avatar id={id} name={name} size="l" />}
          detail={t('request.approvals.canToo')}
          title={name}
        />
      ))}
      {empty === 0 ? null : (
        <SignatureLine
          kind="open"
          avatar={ghost}
          {...(empty === 1 ? {} : { name: t('request.approvals.nobodyMore', { words: capital(empty) }) })}
          detail={t('request.approvals.nobody')}
        />
      )}
    </>
  );
}
