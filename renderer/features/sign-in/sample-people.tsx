import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SamplePerson } from '../../../shared/contract/desktop-calls';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { receiveSession } from '../../stores/desktop-store';
import { Avatar } from '../../ui/avatar';
import { useProblemText } from '../../ui/problem-text';

/** The sample’s people as ways in: each goes through the ordinary door with that person’s own credentials. */
export function SamplePeople({ people }: { people: readonly SamplePerson[] }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [enteringId, setEntering] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const enter = async (person: SamplePerson) => {
    if (enteringId !== null) return;
    setEntering(person.id);
    setProblem(null);
    try {
      receiveSession(await call('desktop.signInAsSamplePerson', { memberId: person.id }));
    } catch (error) {
      setProblem(problemOf(error));
      setEntering(null);
    }
  };

  return (
    <section className="sheet-people" aria-labelledby="sample-people-title">
      <header>
        <h2 id="sample-people-title" className="h">
          {t('signIn.people')}
        </h2>
        <p className={problem ? 'small t-bad' : 'small dim'} role={problem ? 'alert' : undefined}>
          {problem ? textOf(problem) : t('signIn.peopleText')}
        </p>
      </header>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <Button
              className="person"
              onPress={() => void enter(person)}
              isPending={enteringId === person.id}
              isDisabled={enteringId !== null && enteringId !== person.id}
            >
              <Avatar id={person.id} name={person.displayName} size="l" />
              <span className="grow">
                <span className="n clip">
                  {person.displayName}
                  <span className="title">{person.title}</span>
                </span>
                <small className="clip" title={person.powers}>
                  {person.powers}
                </small>
              </span>
              {enteringId === person.id ? (
                <i className="spin t-accent" aria-hidden="true" />
              ) : person.waiting > 0 ? (
                <span className="count hot" title={t('signIn.waiting', { count: person.waiting })}>
                  {person.waiting}
                  <span className="sr">{t('signIn.waiting', { count: person.waiting })}</span>
                </span>
              ) : null}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
