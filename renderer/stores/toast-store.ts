import { create } from 'zustand';
import { onForget } from './forget';

export interface ToastMessage {
  id: number;
  kind: 'done' | 'bad';
  title: string;
  text: string | null;
  action?: { label: string; run: () => void };
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
