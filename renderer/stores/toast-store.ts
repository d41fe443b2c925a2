import { create } from 'zustand';
import { onForget } from './forget';

export interface ToastMessage {
  id: number;
  kind: 'done' | 'bad' | 'notice';
  title: string;
  text: string | null;
  action?: { label: string; run: () => void };
  /** Of a notice: the name by which main takes it back, and what reading it shows. */
  notice?: { key: string; open: () => void };
}
interface ToastStore {
  toasts: readonly ToastMessage[];
}
export const useToasts = create<ToastStore>(() => ({ toasts: [] }));
onForget(() => useToasts.setState({ toasts: [] }));

let lastId = 0;

/** Says an outcome that the screen doesn't show by itself. Two are shown at most; each stays for seven seconds. */
export function say(message: Omit<ToastMessage, 'id'>): void {
  lastId += 1;
  const toast = { ...message, id: lastId };
  useToasts.setState((state) => ({ toasts: [...state.toasts.slice(-1), toast] }));
  setTimeout(() => dismiss(toast.id), 7000);
}

export function dismiss(id: number): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
}

export interface PageNotice {
  key: string;
  title: string;
  text: string;
  open: () => void;
}

/** What the desktop would show if it could: it stays until it is read, taken back, or two others came. */
export function showNotice({ key, title, text, open }: PageNotice): void {
  dismissNotice(key);
  lastId += 1;
  const toast: ToastMessage = { id: lastId, kind: 'notice', title, text, notice: { key, open } };
  useToasts.setState((state) => ({ toasts: [...state.toasts.slice(-1), toast] }));
}

export function dismissNotice(key: string): void {
  useToasts.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.notice?.key !== key) }));
}
