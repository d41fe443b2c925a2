import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  MenuItem as AriaMenuItem,
  Popover,
  type MenuItemProps as AriaMenuItemProps,
  type PopoverProps,
} from 'react-aria-components';

/** What floats: menus, selects, small forms. */
export function Floating({
  children,
  isWide,
  ...rest
}: Omit<PopoverProps, 'className' | 'children' | 'style'> & { children: ReactNode; isWide?: boolean }) {
  return (
    <Popover {...rest} className={isWide ? 'pop wide' : 'pop'} offset={rest.offset ?? 6}>
      {children}
    </Popover>
  );
}

interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children' | 'style'> {
  icon?: LucideIcon;
  keyCap?: string;
  isBad?: boolean;
  children: string;
}

/** One entry of a menu; a chosen one carries a tick. */
export function MenuItem({ icon: Icon, keyCap, isBad, children, ...rest }: MenuItemProps) {
  return (
    <AriaMenuItem {...rest} textValue={children} className={isBad ? 'item bad' : 'item'}>
      {({ isSelected, selectionMode }) => (
        <>
          {Icon ? <Icon className="i i-sm" /> : null}
          <span className="grow">{children}</span>
          {selectionMode !== 'none' && isSelected ? <Check className="i i-sm tick" /> : null}
          {keyCap === undefined ? null : <kbd aria-hidden="true">{keyCap}</kbd>}
        </>
      )}
    </AriaMenuItem>
  );
}
