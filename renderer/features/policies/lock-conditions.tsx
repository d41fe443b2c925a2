import { CircleCheck, OctagonX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LOCK_CONDITIONS, type LockCondition, type Shortfall } from '../../../shared/contract/coverage';
import type { ScreenName } from '../../stores/screen-store';
import { Button } from '../../ui/button';
import { useNames } from '../what-if/use-names';

const SHOWN_SHORTFALLS = 3;
/** Where each is mended; recovery codes and factors are one's own affair, in the account menu. */
const MENDED_IN: Readonly<Record<LockCondition, ScreenName | null>> = {
  policy_approver: 'people',
  coverage: 'map',
  open_invitations: 'people',
  owner_backup_factor: null,
};

interface LockConditionsProps {
  missing: readonly LockCondition[];
  shortfalls: readonly Shortfall[];
  onGo: (screen: ScreenName) => void;
}

/** The four conditions for locking (§7): met, or missing with what to do about it. */
export function LockConditions({ missing, shortfalls, onGo }: LockConditionsProps) {
  const { t } = useTranslation();
  const { personOf, placeOf } = useNames();
  const wordsOf = (one: Shortfall) =>
    `${t(`policies.workflow.${one.workflow}`)}: ${t('policies.cover.shortfall', {
      place: placeOf(one.accountId),
      name: one.initiatorName ?? personOf(one.initiatorId),
      eligible: one.eligible,
      required: one.required,
    })}`;
  return (
    <ul
      className={missing.length === 0 ? 'conds' : 'conds some-missing'}
      aria-label={t('policies.lock.conditions')}
    >
      {LOCK_CONDITIONS.map((condition) => {
        const isMissing = missing.includes(condition);
        const place = MENDED_IN[condition];
        return (
          <li key={condition}>
            {isMissing ? <OctagonX className="i t-bad" /> : <CircleCheck className="i t-ok" />}
            <span className="grow">
              {t(isMissing ? `policies.conditionMissing.${condition}` : `policies.condition.${condition}`)}
              <span className="sr"> {t(isMissing ? 'policies.lock.notMet' : 'policies.lock.met')}</span>
              {isMissing ? (
                <small className="block">
                  {t(`policies.mend.${condition}`)}
                  {condition === 'coverage'
                    ? shortfalls.slice(0, SHOWN_SHORTFALLS).map((one) => (
                        <span key={wordsOf(one)} className="block">
                          {wordsOf(one)}
                        </span>
                      ))
                    : null}
                </small>
              ) : null}
            </span>
            {isMissing && place !== null ? (
              <Button onPress={() => onGo(place)}>
                {t(place === 'map' ? 'policies.mendPlace.map' : 'policies.mendPlace.people')}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
