import { Ban, Copy, Ellipsis, Fingerprint, Link } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { exactTime, twoUnits } from '../../format/time';
import { CLOSING_SOON } from '../../stores/queue-store';
import { useNow } from '../../stores/clock-store';
import { IconButton } from '../../ui/button';
import { Floating, MenuItem } from '../../ui/menu';
import { StatusChip } from '../../ui/status-chip';
import { CancelDialog } from './cancel-dialog';
import { CopyButton, useCopy } from './copy-button';
import { numberOf } from './shown-params';

function Expiry({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  if (detail.status !== 'pending' || detail.expiresAt === undefined) return null;
  const ends = Date.parse(detail.expiresAt);
  const isSoon = ends - now < CLOSING_SOON;
  return (
    <span className={`small num nowrap ${isSoon ? 't-risk' : 'dim'}`} title={exactTime(ends)}>
      {t('request.expiresIn', { span: twoUnits(ends - now) })}
    </span>
  );
}

export function RequestHead({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const [isCancelling, setCancelling] = useState(false);
  const { copy } = useCopy();
  const number = numberOf(detail);
  return (
    <header className="bar ruled edge">
      <StatusChip status={detail.status} />
      <span className="mid">{number}</span>
      <span className="dim hide-narrow">{t(`request.kind.${detail.operation}`)}</span>
      <span className="grow" />
      <Expiry detail={detail} />
      <CopyButton icon={Link} label={t('request.copyLink')} text={`countersign://request/${detail.id}`} />
      <MenuTrigger>
        <IconButton icon={Ellipsis} label={t('request.more')} />
        <Floating placement="bottom end">
          <Menu className="menu" aria-label={t('request.more')}>
            <MenuItem icon={Copy} onAction={() => copy(number)}>
              {t('request.copyNumber')}
            </MenuItem>
            <MenuItem icon={Fingerprint} onAction={() => copy(detail.digest)}>
              {t('request.copyDigest')}
            </MenuItem>
            {detail.canCancel ? (
              <MenuItem icon={Ban} isBad onAction={() => setCancelling(true)}>
                {t('request.cancelRequest')}
              </MenuItem>
            ) : null}
          </Menu>
        </Floating>
      </MenuTrigger>
      {isCancelling ? <CancelDialog detail={detail} onClose={() => setCancelling(false)} /> : null}
    </header>
  );
}
