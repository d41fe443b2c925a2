import { useTranslation } from 'react-i18next';
import type { CoverageView } from '../../../shared/contract/coverage';
import { listOfNames } from '../../format/list';
import { firstNameOf } from '../../format/person';
import type { Concerned, CoverageLine, EffectLine } from './effect-lines';

const NAMED = 4;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The sentences of an effect. `isOne`: all of it is about one person, whom the heading names. */
export function useEffectWords(isOne: boolean) {
  const { t } = useTranslation();

  const whatOf = ({ workflow, places }: EffectLine): string => {
    if (workflow === 'access' || workflow === 'policies') return t(`effect.what.${workflow}`);
    const named = places.includes('*') ? t('effect.everyAccount') : listOfNames(places);
    return t(`effect.what.${workflow}`, { place: t(`effect.from.${workflow}`, { places: named }) });
  };
  const namesOf = (people: readonly Concerned[]): string => {
    const shown = people.slice(0, people.length === NAMED + 1 ? NAMED + 1 : NAMED).map(({ name }) => name);
    const rest = people.length - shown.length;
    return listOfNames(rest === 0 ? shown : [...shown, t('effect.otherPeople', { count: rest })]);
  };
  const about = (line: EffectLine, what: string): string =>
    isOne ? capital(what) : t('effect.subject', { names: namesOf(line.people), what });

  const wasOf = (line: EffectLine): string => {
    const what = whatOf(line);
    return about(
      line,
      line.before === 'none'
        ? t(`effect.was.none.${line.aspect}`, { what })
        : t(`effect.was.${line.before}`, { what }),
    );
  };
  const isOf = (line: EffectLine): string =>
    capital(line.after === 'none' ? t(`effect.is.none.${line.aspect}`) : t(`effect.is.${line.after}`));
  const staysOf = (line: EffectLine): string =>
    line.after === 'none' ? '' : about(line, t(`effect.stays.${line.after}`, { what: whatOf(line) }));

  const spareOf = ({ spare }: CoverageView): string => {
    if (spare === null || spare === undefined) return t('effect.coverage.quiet');
    return spare === 0 ? t('effect.coverage.noSpare') : t('effect.coverage.spare', { count: spare });
  };
  const coverageOf = ({ workflow: id, before, after }: CoverageLine): string => {
    const workflow = t(`policies.workflow.${id}`);
    if (!after.ok)
      return t(before.ok ? 'effect.coverage.uncovered' : 'effect.coverage.uncoveredStill', { workflow });
    return before.ok
      ? t('effect.coverage.stays', { workflow, before: spareOf(before), after: spareOf(after) })
      : t('effect.coverage.covered', { workflow, after: spareOf(after) });
  };
  return { wasOf, isOf, staysOf, coverageOf };
}

/** How the heading names whom the effect is about. */
export function calledInHeading({ kind, name }: Concerned): string {
  return kind === 'member' ? firstNameOf(name) : name;
}
