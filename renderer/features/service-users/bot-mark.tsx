import { Bot } from 'lucide-react';

/** The picture of a Service User: a machine, never a face. */
export function BotMark({ isLarge = false }: { isLarge?: boolean }) {
  return (
    <span className={isLarge ? 'av bot xl' : 'av bot'} aria-hidden="true">
      <Bot className={isLarge ? 'i i-lg' : 'i i-sm'} />
    </span>
  );
}
