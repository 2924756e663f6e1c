import { KeyboardEvent, RefObject } from 'react';
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
    // Dialogs and menus are elsewhere in the document, though their events come here.
    if (!options.root.current?.contains(target) || target.closest(OWN_KEYS))
      return;
    const { key } = event;
    if (key === 't' || key === 'T') options.onToday();
    else if (key === 'PageUp') options.onPrevious();
    else if (key === 'PageDown') options.onNext();
    else if (key === '/')
      options.root.current
        .querySelector<HTMLInputElement>('input[type="search"], input')
        ?.focus();
    else if (key === 'Escape') {
      if (!options.onEscape()) return;
    } else if (/^[1-4]$/.test(key)) {
      const view = options.views[Number(key) - 1];
      if (!view) return;
      options.onView(view);
    } else return;
    event.preventDefault();
  };
}
