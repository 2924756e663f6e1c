import { Chip, lookOf } from '../../../shared/marks';
import { inZone, viewerZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { Draft } from '../draft';
import { firstSpan } from '../requestOf';
import step from '../Step.module.css';
import { whenErrors } from '../when/scheduleOf';
import styles from './LookAside.module.css';

const TEXTS = {
  freeze: 'lookFreeze',
  allow: 'lookAllow',
  advisory: 'lookAdvisory',
  business: 'lookBusiness',
  vendor: 'lookVendor',
  release: 'lookRelease',
} as const;

/** Three days of the calendar with the item in them. */
export function LookAside(props: { draft: Draft }) {
  const { draft } = props;
  const { kind, enforcement } = draft;
  const t = useText();
  const look = lookOf({ kind, enforcement });
  const title = draft.title.trim() || t('dialog.what.untitled');
  const isSound = Object.keys(whenErrors(draft.when)).length === 0;
  const first = isSound
    ? inZone(firstSpan(draft).start, viewerZone())
    : undefined;

  return (
    <div className={step.step}>
      <h3 className={step.asideHeading}>{t('dialog.what.look')}</h3>
      <div className={styles.frame} aria-hidden>
        <div className={styles.days} data-look={look}>
          {[0, 1, 2].map(day => (
            <span key={day}>{first?.plus({ days: day }).day ?? day + 1}</span>
          ))}
        </div>
        <div className={styles.items} data-look={look}>
          <Chip
            look={look}
            title={title}
            status={kind === 'release' ? draft.status : undefined}
            endsHere={kind !== 'freeze'}
            className={kind === 'release' ? styles.one : styles.three}
          />
          {look.startsWith('freeze') && (
            <Chip
              look="release"
              status="planned"
              title={t('dialog.sample.release')}
              mark={look === 'freeze-hard' ? 'collides' : 'collides-soft'}
              className={styles.middle}
            />
          )}
        </div>
      </div>
      <p className={step.hint}>{t(`dialog.what.${TEXTS[kind]}`)}</p>
    </div>
  );
}
