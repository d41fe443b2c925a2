import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/contract/money';
import { WORKFLOWS, type Grants } from '../../../shared/contract/organization';
import { cellState, permissionsOf, placesOf, type Permission, type Place } from './grant-matrix';

interface PlaceChange {
  place: Place;
  given: Permission[];
  taken: Permission[];
  lost: Permission[];
}

function changesOf(before: Grants, after: Grants, accounts: readonly AccountView[]): PlaceChange[] {
  return [...WORKFLOWS, null]
    .flatMap((workflow) => placesOf(workflow, accounts))
    .map((place) => {
      const inState = (wanted: 'given' | 'taken' | 'lost') =>
        permissionsOf(place.workflow).filter((one) => cellState(before, after, place, one) === wanted);
      return { place, given: inState('given'), taken: inState('taken'), lost: inState('lost') };
    })
    .filter(({ given, taken, lost }) => given.length + taken.length + lost.length > 0);
}

interface GrantDiffProps {
  before: Grants;
  after: Grants;
  accounts: readonly AccountView[];
}

/** Place by place what is given, taken, and falls away with what is taken. */
export function GrantDiff({ before, after, accounts }: GrantDiffProps) {
  const { t } = useTranslation();
  const changes = changesOf(before, after, accounts);
  const placeName = ({ workflow, accountId }: Place) => {
    const what = workflow === null ? t('people.diff.atOnce') : t(`people.workflow.${workflow}`);
    if (accountId === null) return what;
    const where =
      accountId === '*'
        ? t('people.allAccounts')
        : (accounts.find(({ id }) => id === accountId)?.name ?? accountId);
    return `${what}, ${where}`;
  };
  if (changes.length === 0) return <p className="small dim">{t('people.diff.nothing')}</p>;
  return (
    <table className="diff grants sel">
      <thead>
        <tr>
          <th>{t('people.diff.where')}</th>
          <th>{t('people.diff.given')}</th>
          <th>{t('people.diff.taken')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ place, given, taken, lost }) => (
          <tr key={`${place.workflow ?? ''}|${place.accountId ?? ''}`}>
            <td>{placeName(place)}</td>
            <td>
              {given.map((one) => (
                <ins key={one} className="plus">
                  + {t(`people.column.${one}`)}
                </ins>
              ))}
            </td>
            <td>
              {taken.map((one) => (
                <del key={one} className="minus">
                  {t(`people.column.${one}`)}
                </del>
              ))}
              {lost.map((one) => (
                <del key={one} className="minus" title={t('people.state.lost')}>
                  {t(`people.column.${one}`)}
                </del>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
