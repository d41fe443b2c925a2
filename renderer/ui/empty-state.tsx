import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says what belongs here, and the one next step. */
export function EmptyState({
  icon: Icon,
  title,
  text,
  action,
}: {
  icon: LucideIcon;
  title: string;
  text: string;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <Icon className="i" />
      <b>{title}</b>
      <p>{text}</p>
      {action}
    </div>
  );
}
