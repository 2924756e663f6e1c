import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiFilter3Line } from '@remixicon/react';
import { memo, ReactNode, useRef, useState } from 'react';
import { useMediaQuery } from '../../shared/panel';
import { tokens } from '../../shared/tokens';
import { ChangeUrlState, Nearness, UrlState } from '../../shared/url';
import { useText } from '../../translation';
import { EntityTags } from './EntityTags';
import styles from './FilterBar.module.css';
import { FilterSelect, LIST_KEYS, ListKey } from './FilterSelect';
import { SearchBox } from './SearchBox';
import { useFilterOptions } from './useFilterOptions';
import { useFold } from './useFold';

/** What folds into the dialog, the last first. */
const PARTS = [...LIST_KEYS, 'near'] as const;
/** Below 1280 px those after System fold whether or not there is room. */
const MOST_MEDIUM = 3;

interface FilterBarProps {
  state: UrlState;
  onChange: ChangeUrlState;
  /** Says how many releases fall into a freeze; stands before `children`. */
  pill?: ReactNode;
  /** What a view adds at the end. */
  children?: ReactNode;
}

/** Everything that narrows the calendar; what does not fit folds into a dialog. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { state, onChange, pill, children } = props;
  const t = useText();
  const options = useFilterOptions();
  const row = useRef<HTMLDivElement>(null);
  const isWide = useMediaQuery('(min-width: 1280px)');
  const isSmall = useMediaQuery('(max-width: 599px)');
  const [isOpen, setOpen] = useState(false);

  let most = isWide ? PARTS.length : MOST_MEDIUM;
  if (isSmall) most = 0;
  const written = LIST_KEYS.map(key => state[key]).concat([state.entity]);
  const fits = useFold(
    row,
    most,
    JSON.stringify([
      written,
      // They bring the names of what is chosen.
      options.owner.length,
      Boolean(pill),
      Boolean(children),
    ]),
  );
  const shown: readonly string[] = isSmall ? ['near'] : PARTS.slice(0, fits);
  const folded = PARTS.filter(part => !shown.includes(part));
  const count =
    folded.filter(part =>
      part === 'near' ? state.near : state[part].length > 0,
    ).length + (isSmall && state.q ? 1 : 0);

  const near = (
    <ToggleButtonGroup
      key="near"
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
  const draw = (part: (typeof PARTS)[number]) =>
    part === 'near' ? near : select(part);

  return (
    <div
      ref={row}
      role="group"
      className={`${tokens} ${styles.bar}`}
      data-wraps={fits === 0 || undefined}
      aria-label={t('calendar.filter.label')}
    >
      {!isSmall && search}
      {PARTS.filter(part => shown.includes(part)).map(draw)}
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
      <EntityTags entity={state.entity} onChange={onChange} />
      {pill}
      {children}
      {isOpen && (
        <Dialog isOpen onOpenChange={setOpen}>
          <DialogHeader>{t('calendar.filter.label')}</DialogHeader>
          <DialogBody>
            <div className={styles.folded}>
              {isSmall && search}
              {folded.map(draw)}
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
