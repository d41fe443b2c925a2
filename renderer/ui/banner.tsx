import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** A band over the content. Red ones say what didn't happen and are read out at once. */
export function Banner({
  icon: Icon,
  isBad = false,
  isWarning = false,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  isBad?: boolean;
  isWarning?: boolean;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div
      className={isBad ? 'banner bad' : isWarning ? 'banner risk' : 'banner'}
      role={isBad ? 'alert' : 'status'}
    >
      <Icon className="i i-sm" />
      <span className="grow">
        <b>{title}</b> {children}
      </span>
      {action}
    </div>
  );
}
