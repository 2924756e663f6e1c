import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiFilter3Line, RiSnowflakeLine } from '@remixicon/react';
import { memo, ReactNode, useState } from 'react';
import { useMediaQuery } from '../../shared/panel';
import { tokens } from '../../shared/tokens';
import { ChangeUrlState, Nearness, UrlState } from '../../shared/url';
import { useText } from '../../translation';
import styles from './FilterBar.module.css';
import { SearchBox } from './SearchBox';
import {
  FilterOption,
  FilterOptions,
  useFilterOptions,
} from './useFilterOptions';

const KINDS = [
  'freeze',
  'allow',
  'advisory',
  'release',
  'business',
  'vendor',
] as const;

type ListKey = 'kind' | 'owner' | 'system' | 'environment';

interface FilterBarProps {
  state: UrlState;
  onChange: ChangeUrlState;
  /** Releases that fall into a freeze. */
  falling: number;
  /** What a view adds at the end. */
  children?: ReactNode;
}

/** Everything that narrows the calendar; what does not fit folds into a dialog. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { state, onChange, falling } = props;
  const t = useText();
  const options = useFilterOptions();
  const isWide = useMediaQuery('(min-width: 1280px)');
  const isSmall = useMediaQuery('(max-width: 599px)');
  const [isOpen, setOpen] = useState(false);

  let shown: ListKey[] = ['kind', 'owner', 'system', 'environment'];
  if (isSmall) shown = [];
  else if (!isWide) shown = ['kind', 'owner', 'system'];
  const folded = (['kind', 'owner', 'system', 'environment'] as const).filter(
    key => !shown.includes(key),
  );
  const count =
    folded.filter(key => state[key].length > 0).length +
    (isSmall && state.q ? 1 : 0);

  const near = (
    <ToggleButtonGroup
      className={styles.near}
      aria-label={t('calendar.filter.near')}
      selectionMode="single"
      selectedKeys={state.near ? [state.near] : []}
      onSelectionChange={keys => {
        const [key] = [...keys] as Nearness[];
        // "Mine" is an owner too, so it takes the place of those chosen.
        onChange({ near: key, ...(key === 'mine' && { owner: [] }) });
      }}
    >
      <ToggleButton id="mine">{t('calendar.filter.mine')}</ToggleButton>
      <ToggleButton id="near">
        {isSmall
          ? t('calendar.filter.neighbourhoodShort')
          : t('calendar.filter.neighbourhood')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
  const search = (
    <SearchBox value={state.q ?? ''} onChange={q => onChange({ q })} />
  );
  const select = (key: ListKey) => (
    <FilterSelect
      key={key}
      name={key}
      state={state}
      options={options}
      onChange={onChange}
    />
  );

  return (
    <div
      role="group"
      className={`${tokens} ${styles.bar}`}
      aria-label={t('calendar.filter.label')}
    >
      {!isSmall && search}
      {shown.map(select)}
      {near}
      {folded.length > 0 && (
        <Button
          variant="secondary"
          iconStart={<RiFilter3Line />}
          className={styles.fold}
          onPress={() => setOpen(true)}
        >
          {count > 0
            ? t('calendar.filter.moreCount', { number: String(count) })
            : t('calendar.filter.more')}
        </Button>
      )}
      {falling > 0 && (
        <button
          type="button"
          className={styles.pill}
          aria-pressed={state.collisions}
          onClick={() => onChange({ collisions: !state.collisions })}
        >
          <RiSnowflakeLine size={14} aria-hidden />
          {t('calendar.filter.pill', { count: falling })}
        </button>
      )}
      {props.children}
      {isOpen && (
        <Dialog isOpen onOpenChange={setOpen}>
          <DialogHeader>{t('calendar.filter.label')}</DialogHeader>
          <DialogBody>
            <div className={styles.folded}>
              {isSmall && search}
              {folded.map(select)}
            </div>
          </DialogBody>
          <DialogFooter>
            <Button variant="primary" onPress={() => setOpen(false)}>
              {t('calendar.filter.close')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </div>
  );
});

/** One list of values to choose from; it names itself, and how many are chosen. */
function FilterSelect(props: {
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
