import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';

const PARAM = 'calendars';
const EDIT = 'edit:';

/** What the dialog of the calendars from elsewhere shows, as a link can share it. */
export type CalendarsPlace =
  | { at: 'all' }
  | { at: 'new' }
  | { at: 'one' | 'edit'; id: string };

export function parsePlace(value: string | null): CalendarsPlace | undefined {
  if (!value) return undefined;
  if (value === 'all' || value === 'new') return { at: value };
  return value.startsWith(EDIT)
    ? { at: 'edit', id: value.slice(EDIT.length) }
    : { at: 'one', id: value };
}

export function formatPlace(place: CalendarsPlace): string {
  if (place.at === 'edit') return `${EDIT}${place.id}`;
  return place.at === 'one' ? place.id : place.at;
}

/** The place, and a way to another; to none closes the dialog. */
export function useCalendarsUrl(): [
  CalendarsPlace | undefined,
  (place: CalendarsPlace | undefined) => void,
] {
  const [params, setParams] = useSearchParams();
  const go = useCallback(
    (place: CalendarsPlace | undefined) =>
      setParams(
        last => {
          const next = new URLSearchParams(last);
          if (place) next.set(PARAM, formatPlace(place));
          else next.delete(PARAM);
          return next;
        },
        // To close is no step of its own: going back does not open it again.
        { replace: !place },
      ),
    [setParams],
  );
  return [parsePlace(params.get(PARAM)), go];
}

/** The address of a place, over what is shown now. */
export function useCalendarsHref(place: CalendarsPlace): string {
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  params.set(PARAM, formatPlace(place));
  return `${pathname}?${params}`;
}
