import { memo } from 'react';
import { Chip } from '../../shared/marks';
import { useText } from '../../translation';
import styles from './Timeline.module.css';

/** The marks of the timeline in one line. */
export const TimelineLegend = memo(function TimelineLegend() {
  const t = useText();
  return (
    <div className={styles.legend}>
      <b>{t('timeline.legend.title')}</b>
      <span className={styles.frozen}>
        <span className={styles.swatch} aria-hidden />
        {t('timeline.legend.frozen')}
      </span>
      <span>
        <Chip
          look="release"
          status="planned"
          title={t('timeline.legend.edge')}
        />
      </span>
      <span>
        <Chip
          look="release"
          status="planned"
          mark="collides"
          title={t('timeline.legend.falls')}
        />
      </span>
      <span>
        <Chip look="vendor" title={t('timeline.legend.vendor')} />
      </span>
    </div>
  );
});
