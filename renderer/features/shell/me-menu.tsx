import {
  Command,
  DoorOpen,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Settings,
  Settings2,
  Sun,
  type LucideIcon,
} from 'lucide-react';
import { Button, Header, Menu, MenuSection, MenuTrigger, Separator } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { APPEARANCES, type Appearance } from '../../../shared/contract/desktop-calls';
import type { SessionView } from '../../../shared/contract/organization';
import { leaveOrganization, setAppearance, signOut, useDesktop } from '../../stores/desktop-store';
import { Avatar } from '../../ui/avatar';
import { Floating, MenuItem } from '../../ui/menu';

const APPEARANCE_ICON: Record<Appearance, LucideIcon> = { system: Monitor, light: Sun, dark: Moon };

interface MeMenuProps {
  session: SessionView;
  onHelp: () => void;
  onPalette: () => void;
  onSettings: () => void;
}

/** Who is signed in, and what concerns only them: how it looks, keys, and the ways out. */
export function MeMenu({ session, onHelp, onPalette, onSettings }: MeMenuProps) {
  const { t } = useTranslation();
  const appearance = useDesktop((state) => state.desktop?.appearance ?? 'system');
  const profile = useDesktop((state) => state.desktop?.profile ?? null);
  const { member } = session;
  const isSample = profile?.kind === 'sample';
  const person = profile?.people.find((one) => one.id === member.id);
  const title = member.owner ? t('shell.owner') : (person?.title ?? member.email);
  const ignoreRefusal = (work: Promise<void>) => void work.catch(() => undefined);
  return (
    <MenuTrigger>
      <Button className="me">
        <span className="sr">{t('shell.yours')}</span>
        <Avatar id={member.id} name={member.displayName} />
        <span className="name clip">
          {member.displayName}
          <small className="clip">{title}</small>
        </span>
        <Settings className="i i-sm" />
      </Button>
      <Floating placement="top start">
        <Menu className="menu" aria-label={t('shell.account', { name: member.displayName })}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[appearance]}
            onSelectionChange={(keys) => {
              const [key] = keys === 'all' ? [] : [...keys];
              const chosen = APPEARANCES.find((one) => one === key);
              if (chosen) ignoreRefusal(setAppearance(chosen));
            }}
          >
            <Header className="menu-head">{t('shell.appearance')}</Header>
            {(['light', 'dark', 'system'] as const).map((one) => (
              <MenuItem key={one} id={one} icon={APPEARANCE_ICON[one]}>
                {t(`shell.${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="menu-line" />
          <MenuItem id="palette" icon={Command} onAction={onPalette}>
            {t('shell.palette')}
          </MenuItem>
          <MenuItem id="settings" icon={Settings2} onAction={onSettings}>
            {t('settings.menu')}
          </MenuItem>
          <MenuItem id="help" icon={Keyboard} keyCap="?" onAction={onHelp}>
            {t('shell.help')}
          </MenuItem>
          <Separator className="menu-line" />
          <MenuItem id="sign-out" icon={LogOut} onAction={() => ignoreRefusal(signOut())}>
            {t('shell.signOut')}
          </MenuItem>
          <MenuItem id="leave" icon={DoorOpen} onAction={() => ignoreRefusal(leaveOrganization())}>
            {t(isSample ? 'shell.leaveSample' : 'connect.switch')}
          </MenuItem>
        </Menu>
      </Floating>
    </MenuTrigger>
  );
}
