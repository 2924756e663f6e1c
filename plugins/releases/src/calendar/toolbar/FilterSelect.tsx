import { Select } from '@backstage/ui';
import { ChangeUrlState, UrlState } from '../../shared/url';
import { useText } from '../../translation';
import styles from './FilterBar.module.css';
import { FilterOption, FilterOptions } from './useFilterOptions';

const KINDS = [
  'freeze',
  'allow',
  'advisory',
  'release',
  'business',
  'vendor',
] as const;

/** In the order in which they stand in the row. */
export const LIST_KEYS = ['kind', 'owner', 'system', 'environment'] as const;

export type ListKey = (typeof LIST_KEYS)[number];

/** One list of values to choose from; it names itself, and how many are chosen. */
export function FilterSelect(props: {
  name: ListKey;
  state: UrlState;
  options: FilterOptions;
  onChange: ChangeUrlState;
}) {
  const { name, state, options, onChange } = props;
  const t = useText();
  const label = t(`calendar.filter.${name}`);
  const known: FilterOption[] =
    name === 'kind'
      ? KINDS.map(kind => ({ id: kind, label: t(`shared.kinds.${kind}`) }))
      : options[name];
  const chosen: string[] = state[name];
  // A link may name what the caller may not read; it can still be taken away.
  const unknown = chosen
    .filter(id => !known.some(option => option.id === id))
    .map(id => ({ id, label: id }));
  return (
    <Select
      className={styles.select}
      aria-label={label}
      placeholder={label}
      size="small"
      selectionMode="multiple"
      options={[...unknown, ...known]}
      search={
        name === 'kind' ? undefined : { mode: 'client', placeholder: label }
      }
      value={chosen}
      onChange={keys => onChange({ [name]: keys.map(String) })}
    />
  );
}
