import {
  RiShieldStarLine,
  RiSnowflakeLine,
  RiUserUnfollowLine,
} from '@remixicon/react';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { ReactNode } from 'react';
import { environmentName, plainDay } from '../../shared';
import { tierText, Words } from '../words';
import { BookingBar, Overlap } from './BookingBar';
import { LaneBar, LaneFreeze } from './laneBars';
import { LaneLayout } from './laneLayout';
import styles from './Swimlanes.module.css';
import { TimelineScale } from './TimelineScale';

export interface LaneModel {
  row: EnvironmentRow;
  bars: LaneBar[];
  freezes: LaneFreeze[];
  layout: LaneLayout;
  /** Whether the freezes are named here; the lanes below say no more. */
  namesFreezes: boolean;
}

/** Where the keyboard stands: a lane, or a bar in it. */
export function placeKey(environmentRef: string, bar?: string): string {
  return bar === undefined ? environmentRef : `${environmentRef} ${bar}`;
}

function spokenLane(lane: LaneModel, scale: TimelineScale, words: Words) {
  const { t } = words;
  const { environment, owner, occupancy } = lane.row;
  const parts = {
    name: environmentName(environment),
    tier: tierText(environment.tier, t),
    bookings: t('bookings.lanes.bookings', { count: lane.layout.bars.length }),
    period: t(`bookings.lanes.period.${scale.kind}`),
    free: t(
      occupancy.state === 'free' || occupancy.state === 'observed'
        ? 'bookings.lanes.yes'
        : 'bookings.lanes.no',
    ),
  };
  return owner.owner
    ? t('bookings.lanes.spoken', {
        ...parts,
        owner: ownerText(lane.row, words),
      })
    : t('bookings.lanes.spokenUnclaimed', parts);
}

function ownerText({ owner }: EnvironmentRow, { t, nameOf, me }: Words) {
  const name = nameOf(owner.owner!);
  return me.groups.includes(owner.owner!)
    ? t('bookings.lanes.yours', { owner: name })
    : name;
}

function LaneLabel(props: {
  lane: LaneModel;
  scale: TimelineScale;
  words: Words;
  isTabStop: boolean;
}) {
  const { lane, scale, words, isTabStop } = props;
  const { t } = words;
  const { environment, owner, may } = lane.row;
  const key = placeKey(environment.ref);
  return (
    <button
      type="button"
      className={styles.label}
      tabIndex={isTabStop ? 0 : -1}
      data-place={key}
      data-lane={environment.ref}
      aria-label={`${spokenLane(lane, scale, words)}${
        may.book ? `. ${t('bookings.lanes.hint')}` : ''
      }`}
    >
      <span className={styles.name}>
        {environmentName(environment)}
        {environment.tier === 'production' && (
          <RiShieldStarLine size={14} aria-hidden />
        )}
      </span>{' '}
      <span className={styles.meta}>{tierText(environment.tier, t)}</span>{' '}
      {owner.owner ? (
        <span className={styles.meta}>{ownerText(lane.row, words)}</span>
      ) : (
        <span className={styles.unclaimed}>
          <RiUserUnfollowLine size={14} aria-hidden />
          {t('bookings.nobody')}
        </span>
      )}
    </button>
  );
}

function emptyText(row: EnvironmentRow, { t, clock }: Words) {
  const { idle } = row;
  if (!idle.idle || !idle.since) return t('bookings.lanes.free');
  const day = plainDay(idle.since, clock);
  return idle.cost
    ? t('bookings.lanes.freeIdleCost', {
        day,
        cost: new Intl.NumberFormat('en', {
          style: 'currency',
          currency: idle.cost.currency,
          maximumFractionDigits: 0,
        }).format(idle.cost.amount),
      })
    : t('bookings.lanes.freeIdle', { day });
}

/** One environment: its name, and its time as a track. */
export function Lane(props: {
  lane: LaneModel;
  scale: TimelineScale;
  words: Words;
  now: number;
  /** Which place of all is the tab stop. */
  active: string;
  open?: string;
  overlapOf(barId: string): Overlap | undefined;
  onClaim(row: EnvironmentRow): void;
  children?: ReactNode;
}) {
  const { lane, scale, words, now, active, open, overlapOf, children } = props;
  const { onClaim } = props;
  const { environment } = lane.row;
  const { layout } = lane;
  const emptyX = Math.max(
    scale.xOf(now) + (now >= scale.start && now < scale.end ? 20 : 0),
    20,
  );
  return (
    <li className={styles.lane} style={{ minHeight: layout.height }}>
      <LaneLabel
        lane={lane}
        scale={scale}
        words={words}
        isTabStop={active === placeKey(environment.ref)}
      />
      <div
        className={styles.track}
        data-track={environment.ref}
        data-closed={!lane.row.may.book || undefined}
      >
        {lane.freezes.map(freeze => {
          const left = scale.xOf(freeze.start);
          const right = scale.xOf(freeze.end);
          if (right <= left) return null;
          return (
            <span key={freeze.item.id}>
              <span
                className={styles.freeze}
                style={{ left, width: right - left }}
                data-before={freeze.start < scale.start || undefined}
              />
              {lane.namesFreezes && (
                <span
                  className={styles.freezeChip}
                  style={{ right: scale.width - right + 12 }}
                >
                  <RiSnowflakeLine size={14} aria-hidden />
                  <span>
                    {words.t('bookings.lanes.freeze', {
                      title: freeze.item.title,
                      day: plainDay(
                        new Date(freeze.end).toISOString(),
                        words.clock,
                      ),
                    })}
                  </span>
                </span>
              )}
            </span>
          );
        })}
        {layout.bars.length === 0 && lane.freezes.length === 0 && (
          <span className={styles.empty} style={{ left: emptyX }}>
            {emptyText(lane.row, words)}
            {!lane.row.owner.owner && lane.row.may.claim && (
              <>
                {' '}
                <button
                  type="button"
                  className={styles.claim}
                  aria-label={words.t('bookings.lanes.claimOf', {
                    environment: environmentName(environment),
                  })}
                  onClick={() => onClaim(lane.row)}
                >
                  {words.t('bookings.lanes.claim')}
                </button>
              </>
            )}
          </span>
        )}
        {layout.bars.map(placed => {
          const key = placeKey(environment.ref, placed.bar.id);
          return (
            <BookingBar
              key={placed.bar.id}
              placed={placed}
              place={key}
              isTabStop={active === key}
              isOpen={open !== undefined && open === placed.bar.bookingId}
              overlap={overlapOf(placed.bar.id)}
              t={words.t}
            />
          );
        })}
        {children}
      </div>
    </li>
  );
}
