import { RefObject, useEffect, useRef } from 'react';
import { CalendarView } from '../shared/url';

/** In fields and open lists keys mean what they always mean. */
const OWN_KEYS =
  'input, textarea, select, [role="listbox"], [role="menu"], [role="dialog"], [contenteditable]';

/** The keys of the page: T, PageUp and PageDown, 1 to 4, / and Escape. */
export function pageKeyHandler(options: {
  root: RefObject<HTMLElement>;
  views: CalendarView[];
  onToday(): void;
  onPrevious(): void;
  onNext(): void;
  onView(view: CalendarView): void;
  /** False where there was nothing to close. */
  onEscape(): boolean;
}) {
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as Element;
    const { key } = event;
    if (target === document.body) {
      // Without a focus the page is scrolled by them.
      if (key.startsWith('Page')) return;
    } else if (
      // Dialogs and menus are elsewhere in the document.
      !options.root.current?.contains(target) ||
      target.closest(OWN_KEYS)
    )
      return;
    if (key === 't' || key === 'T') options.onToday();
    else if (key === 'PageUp') options.onPrevious();
    else if (key === 'PageDown') options.onNext();
    else if (key === '/')
      options.root.current
        ?.querySelector<HTMLInputElement>('input[type="search"], input')
        ?.focus();
    else if (key === 'Escape') {
      if (!options.onEscape()) return;
    } else if (/^[1-4]$/.test(key)) {
      const view = options.views[Number(key) - 1];
      if (!view) return;
      options.onView(view);
    } else return;
    event.preventDefault();
    if (key !== '/' && key !== 'Escape') holdFocus(options.root.current);
  };
}

/** How long another period or view may take to be drawn. */
const HOLD_MS = 2000;

/**
 * Another period draws other days and items: when what had the focus is gone
 * with the old ones, the grid's tab stop has it, so that keys go on.
 */
function holdFocus(root: HTMLElement | null) {
  const grid = '[data-day], [data-row]';
  if (!root || !document.activeElement?.closest(grid)) return;
  const until = performance.now() + HOLD_MS;
  const look = () => {
    if (document.activeElement === document.body)
      root
        .querySelector<HTMLElement>(
          '[data-day][tabindex="0"], button[data-row][tabindex="0"]',
        )
        ?.focus({ preventScroll: true });
    if (performance.now() <= until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Listens to the keys of the page, also when nothing on it has the focus. */
export function usePageKeys(handler: (event: KeyboardEvent) => void) {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => latest.current(event);
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
