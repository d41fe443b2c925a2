import { History, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { useNow } from '../../stores/clock-store';
import { reloadRequest } from '../../stores/request-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useTimeWords } from '../../ui/relative-time';

/** Bands over the request: it changed while it was read, it can’t be had as things stand, or it has ended. */
export function RequestBands({ detail, isStale }: { detail: RequestDetail; isStale: boolean }) {
  const { t } = useTranslation();
  const now = useNow();
  const { ago } = useTimeWords();
  if (isStale) {
    return (
      <Banner
        icon={OctagonX}
        isBad
        title={t('request.decide.stale')}
        action={<Button onPress={() => void reloadRequest()}>{t('action.reload')}</Button>}
      >
        {t('request.decide.staleText')}
      </Banner>
    );
  }
  const when = ago(now - Date.parse(detail.endedAt ?? detail.createdAt));
  const { rejection, failure, cancellation, wouldFail } = detail;
  switch (detail.status) {
    case 'pending':
      return wouldFail === undefined ? null : (
        <Banner icon={TriangleAlert} isWarning title={t('request.wouldFail')}>
          {t('request.wouldFailText', { why: wouldFail.detail })}
        </Banner>
      );
    case 'rejected':
      return (
        <Banner icon={History} title={t('request.ended.rejectedBy', { name: rejection?.displayName ?? '' })}>
          <q>{rejection?.reason}</q> {when}
        </Banner>
      );
    case 'failed':
      return (
        <Banner icon={OctagonX} title={t('request.ended.failed')}>
          {failure?.detail} {when}
        </Banner>
      );
    case 'cancelled':
      return (
        <Banner icon={History} title={t('request.ended.cancelled')}>
          {t('request.ended.cancelledText', { ago: when, reason: cancellation?.reason ?? '' })}
        </Banner>
      );
    case 'expired':
      return (
        <Banner icon={History} title={t('request.ended.expired')}>
          {t('request.ended.expiredText')}
        </Banner>
      );
    default:
      return null;
  }
}
