import { initialsOf, tintOf } from '../format/person';

/** A person's initials on their tint. Decoration only: the name always stands beside it. */
export function Avatar({
  id,
  name,
  size = '',
  isBot = false,
}: {
  id: string;
  name: string;
  size?: '' | 's' | 'l' | 'xl';
  isBot?: boolean;
}) {
  return (
    <span
      className={`av ${size}${isBot ? ' bot' : ''}`}
      data-t={isBot ? undefined : tintOf(id)}
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** The first few of several people, overlapping. */
export function AvatarStack({ people }: { people: readonly { id: string; displayName: string }[] }) {
  return (
    <span className="stack">
      {people.slice(0, 4).map((person) => (
        <Avatar key={person.id} id={person.id} name={person.displayName} />
      ))}
    </span>
  );
}
