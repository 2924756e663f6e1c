import { SearchField } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../../translation';
import styles from './FilterBar.module.css';

const PAUSE_MS = 300;

/** A search that writes itself to the URL when one stops to type. */
export function SearchBox(props: {
  value: string;
  onChange(value: string | undefined): void;
}) {
  const { value, onChange } = props;
  const t = useText();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    // Changed from outside: by the back button, or "Clear filters".
    if (value !== sent.current) {
      sent.current = value;
      setTyped(value);
    }
  }, [value]);
  useEffect(() => {
    if (typed === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = typed;
      change.current(typed || undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <SearchField
      className={styles.search}
      aria-label={t('calendar.filter.search')}
      placeholder={t('calendar.filter.search')}
      value={typed}
      onChange={setTyped}
    />
  );
}
