import type {
  EnvironmentRow,
  MatrixCell,
  MatrixRow,
} from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import { shortMoment, Status } from '../shared';
import { listText, Words } from '../bookings/words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `now`, `40 min`, `18 h`, `41 d`: as short as a column of ages has to be. */
export function ageText(at: string, now: number, t: Text): string {
  const age = now - Date.parse(at);
  if (age < MINUTE) return t('versions.age.now');
  if (age < HOUR)
    return t('versions.age.minutes', { n: String(Math.floor(age / MINUTE)) });
  if (age < 2 * DAY)
    return t('versions.age.hours', { n: String(Math.floor(age / HOUR)) });
  return t('versions.age.days', { n: String(Math.floor(age / DAY)) });
}

/** What a run is called, without the word that the sentence brings. */
export function runName(run: string): string {
  return run.replace(/^run[\s#]+/i, '');
}

/** Whether production has waited for it longer than a week. */
export function isLongDrift(since: string | undefined, now: number): boolean {
  return since !== undefined && now - Date.parse(since) > 7 * DAY;
}

/** The other places that run the same version with another digest. */
export function otherPlaces(row: MatrixRow, environmentRef: string): string[] {
  return row.brokenPromotions.flatMap(({ digests }) => {
    const own = digests.find(({ places }) =>
      places.some(place => place.environmentRef === environmentRef),
    );
    return own
      ? digests
          .filter(digest => digest !== own)
          .flatMap(({ places }) => places.map(place => place.environmentRef))
      : [];
  });
}

/** A cell, for those who hear it. */
export function spokenCell(
  row: MatrixRow,
  cell: MatrixCell,
  words: Pick<Words, 't' | 'nameOf' | 'clock'>,
): string {
  const { t, nameOf, clock } = words;
  const { current, latest, drift } = cell;
  const parts: string[] = [];
  if (cell.state === 'runs' && current) {
    parts.push(
      t('versions.cell.runs', {
        version: current.version,
        age: ageText(current.at, clock.now, t),
      }),
    );
    if (drift && drift.steps > 0)
      parts.push(t('versions.cell.ahead', { count: drift.steps }));
    if (drift && drift.steps < 0)
      parts.push(t('versions.cell.behind', { count: -drift.steps }));
    if (cell.brokenPromotion)
      parts.push(
        t('versions.cell.broken', {
          places: listText(otherPlaces(row, cell.environmentRef).map(nameOf)),
        }),
      );
  } else if (cell.state === 'not-reported')
    parts.push(t('versions.matrix.notReported').toLocaleLowerCase());
  else parts.push(t('versions.matrix.notDeployedSpoken'));
  if (cell.lastFailed && latest)
    parts.push(t('versions.cell.failed', { version: latest.version }));
  if (cell.deploying && latest)
    parts.push(t('versions.cell.deploying', { version: latest.version }));
  return t('versions.cell.spoken', {
    component: row.title ?? nameOf(row.componentRef),
    environment: nameOf(cell.environmentRef),
    what: parts.join(', '),
  });
}

/** Who has an environment now, as short as a column's head. */
export function holderOf(
  row: EnvironmentRow,
  words: Pick<Words, 't' | 'nameOf' | 'clock'>,
): { status: Status; text: string; isTinted: boolean } {
  const { t, nameOf, clock } = words;
  const { occupancy, owner } = row;
  const until = occupancy.until && shortMoment(occupancy.until, clock);
  if (occupancy.isMine)
    return {
      status: 'yours',
      text: until
        ? t('versions.matrix.yoursUntil', { when: until })
        : t('versions.matrix.yours'),
      isTinted: true,
    };
  if (occupancy.state === 'taken') {
    const group = occupancy.now.find(({ booking }) => booking)?.booking
      ?.onBehalfOf;
    return {
      status: 'taken',
      text:
        group && until
          ? t('versions.matrix.takenBy', { group: nameOf(group), when: until })
          : t('versions.matrix.taken'),
      isTinted: false,
    };
  }
  if (occupancy.state === 'shared')
    return {
      status: 'shared',
      text: t('versions.matrix.shared', { n: String(occupancy.now.length) }),
      isTinted: false,
    };
  return owner.owner
    ? { status: 'free', text: t('versions.matrix.free'), isTinted: false }
    : {
        status: 'unclaimed',
        text: t('versions.matrix.unclaimed'),
        isTinted: true,
      };
}
