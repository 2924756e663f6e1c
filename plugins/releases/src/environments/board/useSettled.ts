import { useCallback, useMemo, useRef, useState } from 'react';

/**
 * Keeps a list in its order while it changes under one's eyes: what is in it is
 * renewed in place; what came, went or moved waits until one asks for it. A new
 * `key` is a new question, and its answer is taken as it is.
 */
export function useSettled<T>(
  key: string,
  items: T[] | undefined,
  idOf: (item: T) => string,
): { items: T[] | undefined; changes: number; settle(): void } {
  const settled = useRef<{ key: string; items: T[] }>();
  const [, setRound] = useState(0);
  const latest = useRef(items);
  latest.current = items ?? latest.current;

  const result = useMemo(() => {
    if (!items) return { items: undefined, changes: 0 };
    const before = settled.current;
    if (!before || before.key !== key) {
      settled.current = { key, items };
      return { items, changes: 0 };
    }
    const fresh = new Map(items.map(item => [idOf(item), item]));
    const known = new Set(before.items.map(idOf));
    const kept = before.items.map(item => fresh.get(idOf(item)) ?? item);
    settled.current = { key, items: kept };
    const gone = before.items.filter(item => !fresh.has(idOf(item))).length;
    const came = items.filter(item => !known.has(idOf(item))).length;
    const order = items.map(idOf).filter(id => known.has(id));
    const shown = kept.map(idOf).filter(id => fresh.has(id));
    const moved = order.filter((id, index) => id !== shown[index]).length;
    return { items: kept, changes: gone + came + (moved > 0 ? 1 : 0) };
  }, [key, items, idOf]);

  const settle = useCallback(() => {
    settled.current = undefined;
    setRound(last => last + 1);
  }, []);
  // After `settle` the memo above still holds what was; the newest takes its place.
  if (settled.current === undefined && latest.current) {
    settled.current = { key, items: latest.current };
    return { items: latest.current, changes: 0, settle };
  }
  return { ...result, settle };
}
