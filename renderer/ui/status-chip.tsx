import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  OctagonX,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RequestStatus } from '../../shared/contract/requests';

const LOOK: Record<RequestStatus, { icon: LucideIcon; tone: string }> = {
  pending: { icon: CircleDashed, tone: 'pending' },
  approved: { icon: CircleCheck, tone: 'approved' },
  completed: { icon: CircleCheck, tone: 'approved' },
  failed: { icon: OctagonX, tone: 'rejected' },
  rejected: { icon: CircleX, tone: 'rejected' },
  cancelled: { icon: CircleSlash, tone: '' },
  expired: { icon: Clock, tone: 'expired' },
};

export function statusIcon(status: RequestStatus): LucideIcon {
  return LOOK[status].icon;
}

export function StatusChip({ status }: { status: RequestStatus }) {
  const { t } = useTranslation();
  const { icon: Icon, tone } = LOOK[status];
  return (
    <span className={`chip ${tone}`}>
      <Icon className="i i-xs" />
      {t(`status.${status}`)}
    </span>
  );
}
