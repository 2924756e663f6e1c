import { ButtonIcon, Select } from '@backstage/ui';
import { RiZoomInLine, RiZoomOutLine } from '@remixicon/react';
import { tokens } from '../../shared/tokens';
import { ChangeUrlState, UrlState } from '../../shared/url';
import { useText } from '../../translation';
import { Period } from '../period';
import { GROUP_BYS, groupByOf } from './lanes';
import styles from './Timeline.module.css';
import { nextZoom, zoomChange, zoomOf } from './zoom';

/** What the lanes stand for, and how much time they show. */
export function TimelineControls(props: {
  state: UrlState;
  period: Period;
  now: number;
  onChange: ChangeUrlState;
}) {
  const { state, period, now, onChange } = props;
  const t = useText();
  const zoom = zoomOf(state.zoom);
  const step = (direction: 1 | -1) => {
    const next = nextZoom(zoom, direction);
    if (next) onChange(zoomChange({ period, next, now }));
  };
  return (
    <div className={`${tokens} ${styles.controls}`}>
      <span className={styles.groupBy} aria-hidden>
        {t('timeline.groupBy')}
      </span>
      <Select
        aria-label={t('timeline.groupBy')}
        size="small"
        options={GROUP_BYS.map(id => ({
          id,
          label: t(`timeline.by.${id}`),
        }))}
        value={groupByOf(state.group)}
        onChange={key =>
          onChange({ group: key === 'system' ? undefined : String(key) })
        }
      />
      <ButtonIcon
        variant="secondary"
        icon={<RiZoomOutLine />}
        aria-label={t('timeline.zoom.out')}
        isDisabled={nextZoom(zoom, -1) === undefined}
        onPress={() => step(-1)}
      />
      <ButtonIcon
        variant="secondary"
        icon={<RiZoomInLine />}
        aria-label={t('timeline.zoom.in')}
        isDisabled={nextZoom(zoom, 1) === undefined}
        onPress={() => step(1)}
      />
    </div>
  );
}
