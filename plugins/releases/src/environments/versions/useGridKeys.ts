import { FocusEvent, KeyboardEvent, useState } from 'react';

interface Place {
  row: number;
  column: number;
}

/** A table as one tab stop; arrows, Home, End, with Control to the corners. */
export function useGridKeys(rows: number, columns: number) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const active = {
    row: Math.min(place.row, Math.max(0, rows - 1)),
    column: Math.min(place.column, Math.max(0, columns - 1)),
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey } = event;
    if (!(event.target as Element).closest('[data-cell]')) return;
    const next = { ...active };
    if (key === 'ArrowUp') next.row -= 1;
    else if (key === 'ArrowDown') next.row += 1;
    else if (key === 'ArrowLeft') next.column -= 1;
    else if (key === 'ArrowRight') next.column += 1;
    else if (key === 'PageUp') next.row -= 10;
    else if (key === 'PageDown') next.row += 10;
    else if (key === 'Home') {
      next.column = 0;
      if (ctrlKey) next.row = 0;
    } else if (key === 'End') {
      next.column = columns - 1;
      if (ctrlKey) next.row = rows - 1;
    } else return;
    event.preventDefault();
    next.row = Math.max(0, Math.min(rows - 1, next.row));
    next.column = Math.max(0, Math.min(columns - 1, next.column));
    setPlace(next);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)
      ?.focus();
  };
  const onFocus = (event: FocusEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-cell]')
      ?.dataset.cell;
    if (!cell) return;
    const [row, column] = cell.split(' ').map(Number);
    setPlace({ row, column });
  };
  return {
    handlers: { onKeyDown, onFocus },
    tabIndexOf: (row: number, column: number) =>
      row === active.row && column === active.column ? 0 : -1,
  };
}
