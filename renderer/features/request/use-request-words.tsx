import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../shared/contract/requests';
import { Sentence } from '../../strings/sentence';
import { Amount, amountText } from '../../ui/amount';
import { grantChangesOf, settingChangesOf, type GrantChange, type SettingChange } from './grant-changes';
import { shownOf, type Shown } from './shown-params';

export interface RequestWords {
  /** The row's first line, and the same as plain text. */
  title: ReactNode;
  titleText: string;
  /** The row's second line. */
  second: string;
}

function usePermissionWords() {
  const { t } = useTranslation();
  return (changes: readonly GrantChange[], which: 'gained' | 'lost'): string => {
    const all = new Set(changes.flatMap((change) => change[which]));
    return [...all].map((one) => t(`request.permission.${one}`)).join(', ');
  };
}

/** Whom or what a named request is about: a policy by its workflow, everything else by its own name. */
export function useNameOf(): (shown: Shown & { kind: 'named' }) => string {
  const { t } = useTranslation();
  return ({ name, workflow }) => (workflow === null ? name : t(`workflow.${workflow}`));
}

/** Who started it; for a Service User with whose key it signed. */
export function useStarterName(): (view: RequestView) => string {
  const { t } = useTranslation();
  return ({ initiator: { displayName: name, key } }) =>
    key ? t('request.keyOf', { name, custodian: key.custodian.displayName }) : name;
}

/** Short words for rows, from the view that is signed. */
export function useRequestWords(): (view: RequestView, isEnded?: boolean) => RequestWords {
  const { t } = useTranslation();
  const permissionWords = usePermissionWords();
  const nameOf = useNameOf();

  const grantLine = (view: RequestView, otherwise: string): string => {
    const changes = grantChangesOf(view.before, view.after);
    const gains = permissionWords(changes, 'gained');
    const loses = permissionWords(changes, 'lost');
    if (gains !== '' && loses !== '') return t('queue.second.gainsLoses', { gains, loses });
    if (gains !== '') return t('queue.second.gains', { what: gains });
    return loses === '' ? otherwise : t('queue.second.loses', { what: loses });
  };

  const settingTitle = (change: SettingChange | undefined): string | null => {
    const from = Number(change?.before);
    const to = Number(change?.after);
    switch (change?.setting) {
      case 'requiredApprovals':
        return t('queue.title.threshold', { count: to });
      case 'alwaysRequireApproval':
        return change.after === true ? t('queue.title.alwaysOn') : t('queue.title.alwaysOff');
      case 'expiresAfterHours':
        return t(to < from ? 'queue.title.expiryShorter' : 'queue.title.expiryLonger', { from, to });
      case 'addressHoldHours':
        return t('queue.title.hold', { count: to });
      default:
        return null;
    }
  };

  const policyWords = (view: RequestView, shown: Shown & { kind: 'policy' }): RequestWords => {
    const workflow = t(`workflow.${shown.workflow}`);
    const changes = settingChangesOf(view.before, view.after);
    const titleText =
      (changes.length === 1 ? settingTitle(changes[0]) : null) ?? t('queue.title.policy', { workflow });
    const versions = versionsOf(view);
    const second = versions
      ? t('queue.second.policyVersion', { workflow, ...versions })
      : t('queue.second.policy', { workflow });
    return { title: titleText, titleText, second };
  };

  return (view, isEnded = false) => {
    const shown = shownOf(view);
    const account = view.account?.name ?? '';
    const plain = (titleText: string, second: string): RequestWords => ({
      title: titleText,
      titleText,
      second,
    });
    switch (shown.kind) {
      case 'withdrawal':
        return {
          title: (
            <Sentence
              text={t('queue.title.withdraw')}
              parts={{ amount: <Amount value={shown.amount} asset={shown.asset} /> }}
            />
          ),
          titleText: t('queue.title.withdraw').replace('[amount]', amountText(shown.amount, shown.asset)),
          second: t('queue.fromTo', { from: account, to: shown.to.label }),
        };
      case 'add-address': {
        const values = { asset: shown.asset, label: shown.to.label };
        return plain(
          shown.isBank ? t('queue.title.addBank', values) : t('queue.title.addAddress', values),
          isEnded
            ? t('queue.second.address', { account, asset: shown.asset })
            : t('queue.second.addressUsable', { account }),
        );
      }
      case 'remove-address':
        return plain(
          t('queue.title.removeAddress', { label: shown.to.label }),
          t('queue.second.address', { account, asset: shown.asset }),
        );
      case 'invite':
        return plain(
          t('queue.title.invite', { name: shown.name }),
          grantLine(view, t('queue.second.invite', { email: shown.email })),
        );
      case 'access':
        return plain(
          t('queue.title.access', { name: shown.name }),
          grantLine(view, t('queue.second.access')),
        );
      case 'create-account':
        return plain(t('queue.title.createAccount', { name: shown.name }), t('queue.second.account'));
      case 'rename-account':
        return plain(
          t('queue.title.renameAccount', { from: shown.from, to: shown.to }),
          t('queue.second.account'),
        );
      case 'policy':
        return policyWords(view, shown);
      case 'named':
        return plain(
          t(`queue.title.named.${shown.operation}`, { name: nameOf(shown) }),
          t(`queue.second.named.${shown.operation}`),
        );
    }
  };
}

function versionsOf(view: RequestView): { from: number; to: number } | null {
  const numberIn = (value: unknown) => (value as { version?: unknown } | undefined)?.version;
  const from = numberIn(view.before);
  const to = numberIn(view.after);
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : null;
}
