import type { LucideIcon } from 'lucide-react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import type { ReactNode, Ref } from 'react';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  kind?: 'plain' | 'primary' | 'danger' | 'reject' | 'ghost' | 'ink';
  isLarge?: boolean;
  isWide?: boolean;
  icon?: LucideIcon;
  /** Key cap shown behind the words. */
  keyCap?: string;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words. While it works it keeps its width and shows one ring where its icon stood. */
export function Button({
  kind = 'plain',
  isLarge,
  isWide,
  icon: Icon,
  keyCap,
  children,
  isPending,
  ...rest
}: ButtonProps) {
  const classes = ['btn', kind === 'plain' ? '' : kind, isLarge ? 'lg' : '', isWide ? 'wide' : ''];
  return (
    <AriaButton {...rest} isPending={isPending ?? false} className={classes.filter(Boolean).join(' ')}>
      {isPending ? <i className="spin" aria-hidden="true" /> : Icon ? <Icon className="i" /> : null}
      {children}
      {keyCap === undefined ? null : <kbd aria-hidden="true">{keyCap}</kbd>}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'children' | 'style' | 'aria-label'
> {
  icon: LucideIcon;
  label: string;
  isSmall?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon; its name is read out, and shown on hover. */
export function IconButton({ icon: Icon, label, isSmall, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className="btn ghost icon"
      render={(props) => <button {...props} title={label} />}
    >
      <Icon className={isSmall ? 'i i-sm' : 'i'} />
    </AriaButton>
  );
}
