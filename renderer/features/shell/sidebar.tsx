import { History, Inbox, List, Send, type LucideIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { initialsOf } from '../../format/person';
import { useCounts } from '../../stores/counts-store';
import { useDesktop } from '../../stores/desktop-store';
import { QUEUE_VIEWS, showView, useQueue, type QueueView } from '../../stores/queue-store';
import { Brand } from '../../ui/brand';
import { MeMenu } from './me-menu';

const ICON: Record<QueueView, LucideIcon> = { waiting: Inbox, mine: Send, pending: List, history: History };

function NavItem({ view }: { view: QueueView }) {
  const { t } = useTranslation();
  const isCurrent = useQueue((state) => state.view === view);
  const counts = useCounts((state) => state.counts);
  const count = {
    waiting: counts?.mineToDecide,
    mine: counts?.initiatedByMe,
    pending: counts?.pending,
    history: undefined,
  }[view];
  const Icon = ICON[view];
  const isHot = view === 'waiting' && count !== undefined && count > 0;
  return (
    <Button className="nav-item" aria-current={isCurrent ? 'page' : undefined} onPress={() => showView(view)}>
      <Icon className="i" />
      <span className="long">{t(`shell.${view}`)}</span>
      <span className="short">{t(`shell.${view}Short`)}</span>
      {count === undefined || count === 0 ? null : (
        <span className={isHot ? 'count hot' : 'count'}>{count}</span>
      )}
    </Button>
  );
}

interface SidebarProps {
  session: SessionView;
  onHelp: () => void;
  onPalette: () => void;
}

export function Sidebar({ session, onHelp, onPalette }: SidebarProps) {
  const { t } = useTranslation();
  const kind = useDesktop((state) => state.desktop?.profile?.kind ?? 'local');
  const { name } = session.organization;
  return (
    <nav className="side" aria-label={t('shell.main')}>
      <div className="side-top">
        <Brand />
      </div>
      <div className="org still" title={name}>
        <span className="logo" aria-hidden="true">
          {initialsOf(name)}
        </span>
        <span className="name">{name}</span>
      </div>
      <div className="nav">
        {QUEUE_VIEWS.map((view) => (
          <NavItem key={view} view={view} />
        ))}
      </div>
      <div className="side-foot">
        <div className="link-state">
          <i className="dot ok" aria-hidden="true" />
          {t(`shell.${kind}`)}
        </div>
        <MeMenu session={session} onHelp={onHelp} onPalette={onPalette} />
      </div>
    </nav>
  );
}
