import { useTranslation } from 'react-i18next';

/** The shortest password the engine takes (§9); it also refuses the common ones. */
const SHORTEST = 12;

/** What is wrong with a new password and its repetition, as far as the page can tell; true where nothing is. */
export function usePasswordRules() {
  const { t } = useTranslation();
  return {
    password: (value: string): true | string => {
      const count = [...value].length;
      if (count === 0) return t('enrolment.password.missing');
      return count >= SHORTEST || t('enrolment.password.short', { count });
    },
    repeat: (value: string, password: string): true | string =>
      value === password || t('enrolment.password.different'),
  };
}
