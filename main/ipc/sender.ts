/** The few members of Electron's frames that the check reads, so that tests need no Electron. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
  readonly processId: number;
  readonly routingId: number;
}

export interface Sender {
  readonly sender: { readonly id: number; readonly mainFrame: Frame };
  readonly senderFrame: Frame | null;
}

/** The one page that may call: its web contents and its origin. */
export interface OwnPage {
  readonly webContentsId: number;
  readonly origin: string;
}

/**
 * True only for the top frame of our own window while it shows our own origin. Anything that can't be read (a frame
 * that is gone throws) isn't ours.
 */
export function isOwnTopFrame(event: Sender, page: OwnPage | null): boolean {
  try {
    const { sender, senderFrame } = event;
    if (page === null || senderFrame === null || sender.id !== page.webContentsId) return false;
    const top = sender.mainFrame;
    return (
      senderFrame.parent === null &&
      senderFrame.processId === top.processId &&
      senderFrame.routingId === top.routingId &&
      new URL(senderFrame.url).origin === page.origin
    );
  } catch {
    return false;
  }
}
