import { Combobox, Tag, TagGroup } from '@backstage/ui';
import { useEffect, useState } from 'react';
import styles from './TokenPicker.module.css';

export interface TokenOption {
  id: string;
  label: string;
  description?: string;
}

/** Waits so long for the next key before it asks. */
const PAUSE_MS = 200;

/** Values as tags in a field, with a search that adds more. */
export function TokenPicker(props: {
  /** Names the field for those who do not see it. */
  label: string;
  placeholder: string;
  values: string[];
  labelOf(value: string): string;
  load(query: string): Promise<TokenOption[]>;
  /** Whether a text that was typed is itself a value. */
  allowsOwn?: boolean;
  error?: string;
  onChange(values: string[]): void;
}) {
  const { label, placeholder, values, labelOf, load, allowsOwn, error } = props;
  const [query, setQuery] = useState('');
  const [options, setOptions] = useState<TokenOption[]>([]);
  const [state, setState] = useState<'idle' | 'loading' | 'error'>('idle');

  useEffect(() => {
    let stale = false;
    setState('loading');
    const timer = setTimeout(async () => {
      try {
        const found = await load(query.trim());
        if (!stale) {
          setOptions(found);
          setState('idle');
        }
      } catch {
        if (!stale) setState('error');
      }
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [load, query]);

  const add = (value: string) => {
    if (!values.includes(value)) props.onChange([...values, value]);
    setQuery('');
  };
  const own = query.trim();
  const offered = options.filter(({ id }) => !values.includes(id));
  if (allowsOwn && own && !options.some(({ id }) => id === own))
    offered.push({ id: own, label: own });

  return (
    <div className={styles.field} data-invalid={error ? true : undefined}>
      {values.length > 0 && (
        <TagGroup
          aria-label={label}
          className={styles.tags}
          onRemove={keys =>
            props.onChange(values.filter(value => !keys.has(value)))
          }
        >
          {values.map(value => (
            <Tag key={value} id={value} size="small" textValue={labelOf(value)}>
              {labelOf(value)}
            </Tag>
          ))}
        </TagGroup>
      )}
      <Combobox
        aria-label={label}
        className={styles.input}
        placeholder={values.length > 0 ? undefined : placeholder}
        options={offered}
        search={{ mode: 'server', inputValue: query, onInputChange: setQuery }}
        loading={{ state }}
        // The list closes when this changes; with none it would stay open.
        value={values.at(-1) ?? null}
        isInvalid={Boolean(error)}
        onChange={key => (key === null ? setQuery('') : add(String(key)))}
      />
    </div>
  );
}
