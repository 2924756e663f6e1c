import { Preview, TimelineKind } from '@release-desk/plugin-releases-common';
import { CSSProperties } from 'react';
import { Chip, lookOf } from '../../../shared/marks';
import { inZone } from '../../../shared/time';
import styles from './CheckPicture.module.css';

const LABELLED = 10;
const CHIPS = 4;
const ROW = 35;

/** Of a release, by the look of the freeze that it falls into. */
const MARKS: Partial<
  Record<ReturnType<typeof lookOf>, 'collides' | 'collides-soft'>
> = {
  'freeze-hard': 'collides',
  'freeze-soft': 'collides-soft',
};

interface PictureProps {
  title: string;
  kind: TimelineKind;
  enforcement: 'hard' | 'soft' | 'info';
  span: { start: string; end: string };
  releases: Preview['releases'];
  timeZone: string;
  label: string;
}

/** The first time it holds, day by day, with the releases that fall into it; the table below says the same. */
export function CheckPicture(props: PictureProps) {
  const { title, kind, enforcement, span, releases, timeZone, label } = props;
  const first = inZone(span.start, timeZone).startOf('day').minus({ days: 1 });
  const last = inZone(span.end, timeZone).startOf('day').plus({ days: 2 });
  const count = Math.round(last.diff(first, 'days').days);
  const total = last.toMillis() - first.toMillis();
  const at = (instant: string) =>
    Math.min(1, Math.max(0, (Date.parse(instant) - first.toMillis()) / total));
  const percent = (part: number) => `${(part * 100).toFixed(3)}%`;
  const left = at(span.start);
  const width = at(span.end) - left;
  const look = lookOf({ kind, enforcement });
  const shown = releases
    .filter(({ start }) => start >= span.start && start < span.end)
    .slice(0, CHIPS);
  const every = Math.ceil(count / LABELLED);
  const days = Array.from({ length: count }, (_, index) =>
    first.plus({ days: index }),
  );
  const size = { '--rows': shown.length, '--row': `${ROW}px` } as CSSProperties;

  return (
    <div className={styles.picture} role="img" aria-label={label} style={size}>
      <div className={styles.days}>
        {days.map((day, index) => (
          <span key={day.toISODate()}>
            {index % every === 0 && day.toFormat('ccc d')}
          </span>
        ))}
      </div>
      {kind === 'freeze' && enforcement !== 'info' && (
        <div
          className={styles.band}
          data-look={look}
          style={{ left: percent(left), width: percent(width) }}
        />
      )}
      <div
        className={styles.ribbon}
        style={{ left: percent(left), width: percent(width) }}
      >
        <Chip look={look} title={title} />
      </div>
      {shown.map((release, index) => (
        <div
          key={release.id}
          className={styles.release}
          style={{
            // Near the right end there would be no room for the words.
            left: percent(Math.min(at(release.start), 0.62)),
            top: 62 + index * ROW,
          }}
        >
          <Chip
            look="release"
            status="planned"
            title={release.title}
            mark={MARKS[look]}
          />
        </div>
      ))}
    </div>
  );
}
