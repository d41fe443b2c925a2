import {
  ChartColumn,
  History,
  Inbox,
  List,
  ScrollText,
  Send,
  SlidersHorizontal,
  Users,
  Wallet,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { organizationInitialsOf } from '../../format/person';
import { useCounts } from '../../stores/counts-store';
import { QUEUE_VIEWS, showView, useQueue, type QueueView } from '../../stores/queue-store';
import { showScreen, useScreen, type ScreenName } from '../../stores/screen-store';
import { Brand } from '../../ui/brand';
import { LinkState } from '../connect/link-state';
import { MeMenu } from './me-menu';

const ICON: Record<QueueView, LucideIcon> = { waiting: Inbox, mine: Send, pending: List, history: History };

function NavItem({ view }: { view: QueueView }) {
  const { t } = useTranslation();
  const isQueue = useScreen((state) => state.screen === 'queue');
  const isCurrent = useQueue((state) => state.view === view) && isQueue;
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

function ScreenItem({ screen, icon: Icon }: { screen: Exclude<ScreenName, 'queue'>; icon: LucideIcon }) {
  const { t } = useTranslation();
  const isCurrent = useScreen((state) => state.screen === screen);
  return (
    <Button
      className="nav-item"
      aria-current={isCurrent ? 'page' : undefined}
      onPress={() => showScreen(screen)}
    >
      <Icon className="i" />
      <span className="long">{t(`${screen}.title`)}</span>
      <span className="short">{t(`${screen}.short`)}</span>
    </Button>
  );
}

interface SidebarProps {
  session: SessionView;
  onHelp: () => void;
  onPalette: () => void;
  onSettings: () => void;
}

export function Sidebar({ session, onHelp, onPalette, onSettings }: SidebarProps) {
  const { t } = useTranslation();
  const { name } = session.organization;
  return (
    <nav className="side" aria-label={t('shell.main')}>
      <div className="side-top">
        <Brand />
      </div>
      <div className="org still" title={name}>
        <span className="logo" aria-hidden="true">
          {organizationInitialsOf(name)}
        </span>
        <span className="name">{name}</span>
      </div>
      <div className="nav">
        {QUEUE_VIEWS.map((view) => (
          <NavItem key={view} view={view} />
        ))}
        <h2>{t('people.govern')}</h2>
        <div className="nav-sep" />
        <ScreenItem screen="people" icon={Users} />
        <ScreenItem screen="policies" icon={SlidersHorizontal} />
        <ScreenItem screen="map" icon={Waypoints} />
        {session.may.audit === true ? <ScreenItem screen="audit" icon={ScrollText} /> : null}
        <h2>{t('people.money')}</h2>
        <div className="nav-sep" />
        <ScreenItem screen="accounts" icon={Wallet} />
        <ScreenItem screen="activity" icon={ChartColumn} />
      </div>
      <div className="side-foot">
        <LinkState />
        <MeMenu session={session} onHelp={onHelp} onPalette={onPalette} onSettings={onSettings} />
      </div>
    </nav>
  );
}
