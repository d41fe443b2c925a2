import type { Bus } from './bus-connection';

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 60_000;

export interface ListeningParts {
  address: string;
  connect(address: string): Promise<Bus>;
  /** Sets up the bus: what to listen to, and what is so already. */
  listen(bus: Bus): Promise<void>;
  /** It can’t be heard, until `listen` is called again. */
  onLost?(): void;
  note(message: string, detail: string | null): void;
}

/**
 * Listens to a message bus; one that is lost is looked for again.
 * @returns stops it
 */
export function keepListening(parts: ListeningParts): () => void {
  let stopped = false;
  let bus: Bus | null = null;
  let retry: NodeJS.Timeout | undefined;
  let wait = FIRST_RETRY_MS;

  const again = (): void => {
    bus = null;
    if (stopped) return;
    parts.onLost?.();
    clearTimeout(retry);
    retry = setTimeout(() => void begin(), wait);
    wait = Math.min(2 * wait, LONGEST_RETRY_MS);
  };
  const begin = async (): Promise<void> => {
    try {
      const connected = await parts.connect(parts.address);
      if (stopped) return connected.close();
      bus = connected;
      await parts.listen(connected);
      connected.onLost(again);
      wait = FIRST_RETRY_MS;
    } catch (error) {
      // Once in a while is enough: containers and some distributions have no such bus at all.
      if (wait === FIRST_RETRY_MS)
        parts.note('a message bus can’t be followed', error instanceof Error ? error.message : null);
      bus?.close();
      again();
    }
  };
  void begin();
  return () => {
    stopped = true;
    clearTimeout(retry);
    bus?.close();
  };
}
