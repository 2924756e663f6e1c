import {
  Button,
  ButtonIcon,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { memo, ReactNode } from 'react';
import { zoneName } from '../../shared/time';
import { tokens } from '../../shared/tokens';
import { CalendarView } from '../../shared/url';
import { useText } from '../../translation';
import { formatRange, Period } from '../period';
import styles from './Toolbar.module.css';

export function usePeriodTitle(period: Period): string {
  const t = useText();
  const { view, date, from, to } = period;
  if (view === 'month' || view === 'list') return date.toFormat('LLLL yyyy');
  if (view === 'agenda' && from.hasSame(date, 'day'))
    return t('calendar.period.next14');
  return formatRange(from, to);
}

/** The period and how it is looked at. */
export const Toolbar = memo(function Toolbar(props: {
  period: Period;
  timeZone: string;
  views: CalendarView[];
  title: string;
  /** Stands before the views. */
  pill?: ReactNode;
  onGoTo(iso: string | undefined): void;
  onView(view: CalendarView): void;
}) {
  const { period, timeZone, views, title, onGoTo, onView } = props;
  const t = useText();
  const { view } = period;
  const steps = (
    <div
      role="group"
      className={styles.steps}
      aria-label={t('calendar.period.label')}
    >
      <ButtonIcon
        variant="secondary"
        icon={<RiArrowLeftSLine />}
        aria-label={t('calendar.period.previous')}
        onPress={() => onGoTo(period.previous.toISODate()!)}
      />
      <Button variant="secondary" onPress={() => onGoTo(undefined)}>
        {t('calendar.period.today')}
      </Button>
      <ButtonIcon
        variant="secondary"
        icon={<RiArrowRightSLine />}
        aria-label={t('calendar.period.next')}
        onPress={() => onGoTo(period.next.toISODate()!)}
      />
    </div>
  );
  return (
    <div
      className={`${tokens} ${styles.toolbar}`}
      data-agenda={view === 'agenda' || undefined}
    >
      {steps}
      <div className={styles.heading}>
        <h1 className={styles.title} aria-live="polite">
          {title}
        </h1>
        {view !== 'agenda' && (
          <span className={styles.zone}>
            {timeZone}, {zoneName(period.from.toMillis(), timeZone)}
          </span>
        )}
      </div>
      {props.pill}
      {view !== 'agenda' && views.length > 1 && (
        <ToggleButtonGroup
          className={styles.views}
          aria-label={t('calendar.view.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={keys => {
            const [key] = [...keys];
            if (key) onView(key as CalendarView);
          }}
        >
          {views.map(one => (
            <ToggleButton key={one} id={one}>
              {t(`calendar.view.${one}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
    </div>
  );
});
