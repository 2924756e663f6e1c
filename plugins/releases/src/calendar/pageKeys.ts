import { MutableRefObject, RefObject, useEffect, useRef } from 'react';
import { CalendarView } from '../shared/url';

/** In fields and open lists keys mean what they always mean. */
const OWN_KEYS =
  'input, textarea, select, [role="listbox"], [role="menu"], [role="dialog"], [contenteditable]';

interface PageKeys {
  root: RefObject<HTMLElement>;
  views: CalendarView[];
  onToday(): void;
  onPrevious(): void;
  onNext(): void;
  onView(view: CalendarView): void;
  /** False where there was nothing to close. */
  onEscape(): boolean;
}

/** The keys of the page: T, PageUp and PageDown, 1 to 4, / and Escape. */
function handleKey(
  event: KeyboardEvent,
  options: PageKeys,
  held: MutableRefObject<boolean>,
) {
  if (event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as Element;
  const { key } = event;
  if (target === document.body) {
    // Without a focus the page is scrolled by them; not while the grid that
    // has it is drawn anew.
    if (key.startsWith('Page') && !held.current) return;
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
  if (key !== '/' && key !== 'Escape') holdFocus(options.root.current, held);
}

/** How long another period or view may take to be drawn. */
const HOLD_MS = 2000;

/**
 * Another period draws other days and items: when what had the focus is gone
 * with the old ones, the grid's tab stop has it, so that keys go on.
 */
function holdFocus(root: HTMLElement | null, held: MutableRefObject<boolean>) {
  const grid = '[data-day], [data-row]';
  if (!root) return;
  if (!held.current && !document.activeElement?.closest(grid)) return;
  held.current = true;
  const until = performance.now() + HOLD_MS;
  const look = () => {
    if (document.activeElement === document.body)
      root
        .querySelector<HTMLElement>(
          '[data-day][tabindex="0"], button[data-row][tabindex="0"]',
        )
        ?.focus({ preventScroll: true });
    if (performance.now() <= until) requestAnimationFrame(look);
    else held.current = false;
  };
  requestAnimationFrame(look);
}

/** Listens to the keys of the page, also when nothing on it has the focus. */
export function usePageKeys(options: PageKeys) {
  const latest = useRef(options);
  latest.current = options;
  const held = useRef(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) =>
      handleKey(event, latest.current, held);
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
