import { create } from 'zustand';
import { onForget } from '../stores/forget';

interface AnnouncerStore {
  /** Said once, politely; a counter makes the same words twice two messages. */
  message: { text: string; serial: number };
}
const useAnnouncer = create<AnnouncerStore>(() => ({ message: { text: '', serial: 0 } }));

// What was said may name what was read: it goes with the session.
onForget(() => useAnnouncer.setState({ message: { text: '', serial: 0 } }));

/** Reads `text` out to screen readers. */
export function announce(text: string): void {
  useAnnouncer.setState((state) => ({ message: { text, serial: state.message.serial + 1 } }));
}

/** Where announcements are made; mounted once, and outside of dialogs’ reach. */
export function Announcer() {
  const message = useAnnouncer((state) => state.message);
  return (
    <div className="sr" role="log" aria-live="polite" data-live-announcer="true">
      <p key={message.serial}>{message.text}</p>
    </div>
  );
}
