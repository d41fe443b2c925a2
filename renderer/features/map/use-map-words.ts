import { useTranslation } from 'react-i18next';
import type { Workflow } from '../../../shared/contract/organization';
import { listOfNames } from '../../format/list';
import { useNames } from '../what-if/use-names';
import type { MapPerson } from './map-model';

/** What the map says of people, drawn and read out alike. */
export function useMapWords() {
  const { t } = useTranslation();
  const { titleOf } = useNames();
  const nameOf = (person: MapPerson) =>
    person.kind === 'group' ? t('map.group', { count: person.members.length }) : person.name;
  const secondOf = (person: MapPerson): string => {
    const holdsNothing = person.starts.length === 0 && person.decides.length === 0;
    if (person.kind === 'service-user')
      return person.custodians.length === 0
        ? t('map.noKey')
        : t('map.keyOf', { names: listOfNames(person.custodians) });
    if (person.kind === 'group') return holdsNothing ? t('map.viewsOnly') : t('map.groupText');
    const title = titleOf(person.id);
    const note =
      person.status !== null
        ? t(`people.status.${person.status}`)
        : !person.isActive
          ? t('map.blocked')
          : holdsNothing
            ? t('map.viewsOnly')
            : '';
    return [title, note].filter((part) => part !== '').join(', ');
  };
  const workflowsIn = (list: readonly Workflow[]) =>
    listOfNames(list.map((workflow) => t(`policies.workflow.${workflow}`)));
  /** Everything that the lines from this person say. */
  const powerOf = ({ starts, decides, completes, status }: MapPerson): string => {
    if (status === 'suspended') return t('map.suspended');
    const parts = [
      starts.length > 0 ? t('map.starts', { list: workflowsIn(starts) }) : '',
      completes.length > 0 ? t('map.completes', { list: workflowsIn(completes) }) : '',
      decides.length > 0 ? t('map.decides', { list: workflowsIn(decides) }) : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? t('map.viewsOnly') : parts.join('; ');
  };
  return { nameOf, secondOf, powerOf };
}
