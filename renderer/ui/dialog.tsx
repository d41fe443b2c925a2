import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** Stands before the title: what kind of step this is, as a picture. */
  mark?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  size?: 's' | 'm' | 'l';
  role?: 'dialog' | 'alertdialog';
  /** Shows what can't be shown again: only its own button closes it. */
  isLocked?: boolean;
}

/** A dialog over the page; Escape and a press beside it close it, unless it is locked. */
export function Dialog({
  isOpen,
  onClose,
  title,
  mark,
  children,
  footer,
  size = 'm',
  role = 'dialog',
  isLocked = false,
}: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen={isOpen}
      isDismissable={!isLocked}
      isKeyboardDismissDisabled={isLocked}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`modal-${size}`}>
        <AriaDialog className="dialog" role={role}>
          <header className={mark === undefined ? undefined : 'marked'}>
            {mark}
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          </header>
          <div className="body">{children}</div>
          {footer === undefined ? null : <footer>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
