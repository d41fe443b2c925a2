import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../shared/contract/requests';
import { exactTime } from '../../format/time';
import { isRecord } from './shown-params';

export interface ParamFact {
  name: string;
  value: string;
  isMono?: boolean;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
/** The name of what an id was resolved to. */
const nameOf = (value: unknown): string | null =>
  isRecord(value) ? (textOf(value['displayName']) ?? textOf(value['name']) ?? textOf(value['label'])) : null;

/** What of a request's parameters neither its sentence nor its before and after says. */
export function useParamFacts(): (view: RequestView) => ParamFact[] {
  const { t } = useTranslation();
  return ({ operation, params, initiator }) => {
    const facts: ParamFact[] = [];
    const add = (name: string, value: string | null, isMono = false) => {
      if (value !== null) facts.push({ name, value, isMono });
    };
    const { member } = params;
    if (operation === 'member.invite') add(t('request.facts.email'), textOf(params['email']));
    if (operation === 'member.replace') {
      add(t('request.facts.successor'), textOf(params['displayName']));
      add(t('request.facts.email'), textOf(params['email']));
    }
    if (operation === 'member.confirm') {
      add(t('request.facts.email'), isRecord(member) ? textOf(member['email']) : null);
      add(t('request.facts.invitedBy'), nameOf(params['invitedBy']));
      add(t('request.facts.replaces'), nameOf(params['replaces']));
    }
    if (operation !== 'role.save' && operation !== 'role.delete')
      add(t('request.facts.role'), nameOf(params['role']));
    if (operation === 'service-user.key.create') {
      const { ipAllowList, expiresAt } = params;
      const addresses = Array.isArray(ipAllowList) ? ipAllowList.map(String) : [];
      const ends = textOf(expiresAt);
      add(t('request.facts.keyLabel'), textOf(params['label']));
      add(t('request.facts.keyAccount'), nameOf(params['account']) ?? t('request.facts.everyAccount'));
      add(
        t('request.facts.keyExpires'),
        ends === null ? t('request.facts.never') : exactTime(Date.parse(ends)),
      );
      add(
        t('request.facts.keyAddresses'),
        addresses.length === 0 ? t('request.facts.anywhere') : addresses.join(', '),
        addresses.length > 0,
      );
    }
    if (operation === 'service-user.key.revoke')
      add(t('request.facts.serviceUser'), nameOf(params['serviceUser']));
    if (initiator.key) {
      add(t('request.facts.signedWith'), initiator.key.label);
      add(t('request.facts.custodian'), initiator.key.custodian.displayName);
    }
    return facts;
  };
}
