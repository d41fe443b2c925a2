import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { listOfNames } from '../../format/list';
import { Sentence } from '../../strings/sentence';
import { changesByPower, grantChangesOf, type GrantChange } from './grant-changes';
import { usePlaceWords } from './use-place-words';

const b = (text: string) => <b>{text}</b>;

/** Whom it is about, and that what they hold doesn’t work as things stand. */
function Subject({ detail, id, name }: { detail: RequestDetail; id: string; name: string }) {
  const { t } = useTranslation();
  const status = detail.effect?.inactive?.find((one) => one.id === id)?.status;
  return (
    <>
      {b(name)}
      {status === undefined ? null : ` ${t(`request.say.not.${status}`)}`}
    </>
  );
}

/** A change of access by its most powerful part, and how many more there are; they stand below. */
export function AccessSentence({ detail, id, name }: { detail: RequestDetail; id: string; name: string }) {
  const { t } = useTranslation();
  const placeOf = usePlaceWords();
  const changes = grantChangesOf(detail.view.before, detail.view.after).filter(
    (one) => one.gained.length > 0 || one.lost.length > 0,
  );
  const subject: ReactNode = <Subject detail={detail} id={id} name={name} />;
  const [most] = changesByPower(changes);
  if (most === undefined) return <Sentence text={t('request.say.access')} parts={{ name: subject }} />;
  // The same change on several accounts is one part.
  const isSame = (one: GrantChange) =>
    most.workflow !== null &&
    one.workflow === most.workflow &&
    one.gained.join() === most.gained.join() &&
    one.lost.join() === most.lost.join();
  const told = changes.filter((one) => one === most || isSame(one));
  const rest = changes.length - told.length;
  const list = (which: keyof Pick<GrantChange, 'gained' | 'lost'>) =>
    b(listOfNames(most[which].map((one) => t(`request.permission.${one}`))));
  const accounts = told.flatMap(({ account }) => account ?? []);
  const place =
    most.workflow === null || accounts.length < 2
      ? placeOf(most)
      : t('request.say.accessPlaces', {
          workflow: t(`workflow.${most.workflow}`),
          accounts: listOfNames(accounts.map((one) => (one === '*' ? t('request.power.all') : one))),
        });
  const key = most.lost.length === 0 ? 'accessGain' : most.gained.length === 0 ? 'accessLose' : 'accessBoth';
  const what = t(`request.say.${key}`);
  return (
    <Sentence
      text={rest === 0 ? what : t('request.say.accessMore', { what, count: rest })}
      parts={{ name: subject, gains: list('gained'), loses: list('lost'), place: b(place) }}
    />
  );
}
