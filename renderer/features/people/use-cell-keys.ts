import { useRef, useState, type KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Arrow keys among the cells of a matrix, which is one stop for Tab. React Aria's own table takes no rows that only head
 * a group, so this much is ours; the roles are the grid's.
 */
export function useCellKeys() {
  const gridRef = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState('0:0');

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const at = (event.target as HTMLElement).dataset['at'];
    if (step === undefined || at === undefined) return;
    event.preventDefault();
    const [row = 0, column = 0] = at.split(':').map(Number);
    const find = (r: number, c: number) =>
      gridRef.current?.querySelector<HTMLElement>(`[data-at="${r}:${c}"]`) ?? null;
    find(row + step[0], column + step[1])?.focus();
  };
  return {
    gridRef,
    onKeyDown,
    /** What a cell at this place needs to take part. */
    cell: (row: number, column: number) => {
      const at = `${row}:${column}`;
      return { 'data-at': at, tabIndex: at === active ? 0 : -1, onFocus: () => setActive(at) };
    },
  };
}
