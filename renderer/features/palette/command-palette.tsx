import {
  ArrowRight,
  ChartColumn,
  History,
  Inbox,
  List,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Search,
  Send,
  Settings2,
  SlidersHorizontal,
  Sun,
  Users,
  Wallet,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { Autocomplete, Dialog, Input, Menu, Modal, ModalOverlay, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { setAppearance, signOut, useMayWithdraw } from '../../stores/desktop-store';
import { QUEUE_VIEWS, selectRequest, showView, type QueueView } from '../../stores/queue-store';
import { showScreen } from '../../stores/screen-store';
import { say } from '../../stores/toast-store';
import { openWithdrawal } from '../../stores/withdrawal-draft';
import { announce } from '../../ui/announcer';
import { MenuItem } from '../../ui/menu';

interface PaletteCommand {
  id: string;
  icon: LucideIcon;
  words: string;
  run: () => void;
}

const VIEW_ICON: Record<QueueView, LucideIcon> = {
  waiting: Inbox,
  mine: Send,
  pending: List,
  history: History,
};

function useCommands(): PaletteCommand[] {
  const { t } = useTranslation();
  const mayWithdraw = useMayWithdraw();
  const appearance = (name: 'light' | 'dark' | 'system', icon: LucideIcon): PaletteCommand => ({
    id: `appearance-${name}`,
    icon,
    words: t('palette.appearance', { name: t(`shell.${name}`) }),
    run: () => void setAppearance(name).catch(() => undefined),
  });
  return [
    ...QUEUE_VIEWS.map((view) => ({
      id: view,
      icon: VIEW_ICON[view],
      words: t('palette.go', { view: t(`shell.${view}`) }),
      run: () => showView(view),
    })),
    {
      id: 'people',
      icon: Users,
      words: t('palette.go', { view: t('people.title') }),
      run: () => showScreen('people'),
    },
    {
      id: 'activity',
      icon: ChartColumn,
      words: t('palette.go', { view: t('activity.title') }),
      run: () => showScreen('activity'),
    },
    {
      id: 'policies',
      icon: SlidersHorizontal,
      words: t('palette.go', { view: t('policies.title') }),
      run: () => showScreen('policies'),
    },
    {
      id: 'map',
      icon: Waypoints,
      words: t('palette.go', { view: t('map.title') }),
      run: () => showScreen('map'),
    },
    {
      id: 'accounts',
      icon: Wallet,
      words: t('palette.go', { view: t('accounts.title') }),
      run: () => showScreen('accounts'),
    },
    {
      id: 'settings',
      icon: Settings2,
      words: t('palette.go', { view: t('settings.title') }),
      run: () => showScreen('settings'),
    },
    ...(mayWithdraw ? [{ id: 'new', icon: Plus, words: t('queue.create'), run: openWithdrawal }] : []),
    appearance('light', Sun),
    appearance('dark', Moon),
    appearance('system', Monitor),
    {
      id: 'sign-out',
      icon: LogOut,
      words: t('shell.signOut'),
      run: () => void signOut().catch(() => undefined),
    },
  ];
}

/** The number in what was typed, as `R-2417` or `2417`. */
function numberIn(text: string): number | null {
  const match = /^\s*(?:r-?)?(\d{1,9})\s*$/i.exec(text);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** Finds a request by its number, wherever it is, and opens it. */
function useJump(): (number: number) => Promise<void> {
  const { t } = useTranslation();
  return async (number) => {
    const name = `R-${String(number)}`;
    try {
      const page = await call('requests.list', { view: 'all', q: name, limit: 50 });
      const row = page.items.find((one) => one.number === number);
      if (row) return selectRequest(row.id);
    } catch {
      // Said below: either way it wasn't found.
    }
    const title = t('palette.notFound', { number: name });
    say({ kind: 'bad', title, text: null });
    announce(title);
  };
}

/** One field for every command, and for going to a request by number. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const jump = useJump();
  const number = numberIn(text);
  const words = text.trim().toLowerCase();
  const shown = useCommands().filter((command) => command.words.toLowerCase().includes(words));
  const commands =
    number === null
      ? shown
      : [
          {
            id: 'jump',
            icon: ArrowRight,
            words: t('palette.jump', { number: `R-${String(number)}` }),
            run: () => void jump(number),
          },
        ];
  return (
    <ModalOverlay
      className="scrim palette-scrim"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="palette">
        <Dialog aria-label={t('palette.title')} className="palette-box">
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t('palette.search')} className="palette-field" autoFocus>
              <Search className="i" />
              <Input className="bare grow" placeholder={t('palette.search')} maxLength={60} />
            </SearchField>
            <Menu
              aria-label={t('palette.results')}
              className="menu palette-menu"
              items={commands}
              dependencies={[commands]}
              renderEmptyState={() => <p className="dim palette-none">{t('palette.nothing')}</p>}
              onAction={(key) => {
                onClose();
                commands.find((command) => command.id === key)?.run();
              }}
            >
              {(command) => (
                <MenuItem id={command.id} icon={command.icon}>
                  {command.words}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
