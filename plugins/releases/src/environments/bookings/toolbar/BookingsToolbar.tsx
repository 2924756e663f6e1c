import {
  Button,
  ButtonIcon,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  RiArrowLeftSLine,
  RiArrowRightSLine,
  RiFilter3Line,
  RiLayoutRowLine,
  RiTable2,
} from '@remixicon/react';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { environmentTierSchema } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { useMediaQuery } from '../../../shared/panel';
import { ScaleKind } from '../lanes/TimelineScale';
import { tierText, Words } from '../words';
import {
  BookingsShape,
  BookingsUrl,
  ChangeBookingsUrl,
  countFilters,
} from '../useBookingsUrl';
import styles from './BookingsToolbar.module.css';
import { FilterDialog } from './FilterDialog';

const SCALES: ScaleKind[] = ['day', 'week', 'month'];

/** Which time, how it is looked at, and what of it. */
export function BookingsToolbar(props: {
  url: BookingsUrl;
  title: string;
  rows: readonly EnvironmentRow[];
  words: Words;
  onChange: ChangeBookingsUrl;
  onPage(step: 1 | -1): void;
}) {
  const { url, title, rows, words, onChange, onPage } = props;
  const { t, clock } = words;
  const isNarrow = useMediaQuery('(max-width: 899px)');
  const isSmall = useMediaQuery('(max-width: 599px)');
  const [isOpen, setOpen] = useState(false);
  const filters = countFilters(url) - (isSmall || !url.tier.length ? 0 : 1);
  return (
    <div
      className={styles.toolbar}
      role="group"
      aria-label={t('bookings.toolbar.label')}
    >
      <div className={styles.steps}>
        <ButtonIcon
          variant="secondary"
          icon={<RiArrowLeftSLine />}
          aria-label={t('bookings.toolbar.previous')}
          onPress={() => onPage(-1)}
        />
        <ButtonIcon
          variant="secondary"
          icon={<RiArrowRightSLine />}
          aria-label={t('bookings.toolbar.next')}
          onPress={() => onPage(1)}
        />
        <Button
          variant="secondary"
          onPress={() => onChange({ date: undefined })}
        >
          {t('bookings.toolbar.today')}
        </Button>
      </div>
      <div className={styles.heading}>
        <h2 className={styles.title} aria-live="polite">
          {title}
        </h2>
        <span className={styles.zone}>{clock.timeZone}</span>
      </div>
      <ToggleButtonGroup
        aria-label={t('bookings.toolbar.scale')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[url.scale]}
        onSelectionChange={keys => {
          const [key] = [...keys];
          if (key) onChange({ scale: key as ScaleKind });
        }}
      >
        {SCALES.map(scale => (
          <ToggleButton key={scale} id={scale}>
            {t(`bookings.toolbar.${scale}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {!isNarrow && (
        <ToggleButtonGroup
          aria-label={t('bookings.toolbar.view')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[url.shape]}
          onSelectionChange={keys => {
            const [key] = [...keys];
            if (key) onChange({ shape: key as BookingsShape });
          }}
        >
          <ToggleButton id="lanes" iconStart={<RiLayoutRowLine />}>
            {t('bookings.toolbar.lanes')}
          </ToggleButton>
          <ToggleButton id="table" iconStart={<RiTable2 />}>
            {t('bookings.toolbar.table')}
          </ToggleButton>
        </ToggleButtonGroup>
      )}
      {!isSmall && (
        <Select
          className={styles.tier}
          aria-label={t('bookings.filter.tierLabel')}
          placeholder={t('bookings.filter.tier')}
          size="small"
          selectionMode="multiple"
          options={environmentTierSchema.options.map(id => ({
            id,
            label: tierText(id, t),
          }))}
          value={url.tier}
          onChange={keys => onChange({ tier: keys.map(String) })}
        />
      )}
      <Button
        variant="secondary"
        iconStart={<RiFilter3Line />}
        onPress={() => setOpen(true)}
      >
        {filters > 0
          ? t('bookings.filter.openCount', { number: String(filters) })
          : t('bookings.filter.open')}
      </Button>
      {isOpen && (
        <FilterDialog
          url={url}
          rows={rows}
          words={words}
          withTier={isSmall}
          onChange={onChange}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
