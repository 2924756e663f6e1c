import { Button } from '@backstage/ui';
import {
  RiArrowLeftRightLine,
  RiCalendarLine,
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiProhibited2Line,
  RiSkipRightLine,
  RiTimeLine,
} from '@remixicon/react';
import type { BookingPreview } from '@release-desk/plugin-releases-common';
import { ReactNode } from 'react';
import { reasonOf } from '../../../shared/states';
import { lengthOf, longMoment } from '../../shared';
import { BookingPreviewState, BookingWish } from '../data/useBookingPreview';
import { lengthBetween, ownersOf, spanText, usageText, Words } from '../words';
import styles from './BookDialog.module.css';
import { DayPicture } from './DayPicture';

type Conflict = BookingPreview['conflicts'][number];
type Slot = BookingPreview['freeSlots'][number];

const SHOWN_TIMES = 6;
const SHOWN_CONFLICTS = 3;

function Box(props: {
  tone?: 'bad' | 'warn' | 'good';
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}) {
  return (
    <div className={styles.box} data-tone={props.tone}>
      {props.icon}
      <div>
        <strong>{props.title}</strong>
        {props.children}
      </div>
    </div>
  );
}

/** Whether a conflict leaves no way but another time, or consent. */
export function isBlocking(conflict: Conflict): boolean {
  return (
    conflict.severity === 'conflict' &&
    !conflict.consented &&
    (conflict.otherStatus === 'approved' || conflict.otherStatus === 'active')
  );
}

function ConflictBox(props: {
  conflict: Conflict;
  several: boolean;
  words: Words;
  isShare: boolean;
  onShare(): void;
}) {
  const { conflict, several, words, isShare, onShare } = props;
  const { t, nameOf, clock } = words;
  const { booking } = conflict;
  const on = several
    ? t('bookings.dialog.preview.on', {
        environment: nameOf(conflict.environmentRef),
      })
    : '';
  const length = lengthOf(lengthBetween(conflict), t);
  const group = booking ? nameOf(booking.onBehalfOf) : t('bookings.hidden');
  if (!isBlocking(conflict)) {
    const isWarning = conflict.severity === 'warning';
    return (
      <Box
        tone="warn"
        icon={<RiErrorWarningLine size={18} aria-hidden />}
        title={`${on}${t(
          isWarning
            ? 'bookings.dialog.preview.warning'
            : 'bookings.dialog.preview.wants',
          { group },
        )}`}
      >
        {isWarning
          ? t('bookings.dialog.preview.warningText', {
              usage: usageText(conflict.usage, t),
              other: usageText(conflict.otherUsage, t).toLocaleLowerCase(),
            })
          : t('bookings.dialog.preview.wantsText')}
      </Box>
    );
  }
  return (
    <Box
      tone="bad"
      icon={<RiErrorWarningLine size={18} aria-hidden />}
      title={
        booking
          ? `${on}${t('bookings.dialog.preview.taken', {
              when: longMoment(booking.end, clock),
              group,
            })}`
          : `${on}${t('bookings.dialog.preview.takenHidden', {
              when: longMoment(conflict.end, clock),
            })}`
      }
    >
      {booking
        ? t('bookings.dialog.preview.takenText', {
            mode: t(`bookings.mode.${booking.mode}`),
            usage: usageText(booking.usage, t).toLocaleLowerCase(),
            user: nameOf(booking.requestedBy),
            length,
          })
        : t('bookings.dialog.preview.takenTextHidden', { length })}{' '}
      {booking && !isShare && (
        <button type="button" className={styles.textButton} onClick={onShare}>
          {t('bookings.dialog.preview.share')}
        </button>
      )}
    </Box>
  );
}

function Verdict(props: {
  preview: BookingPreview;
  words: Words;
  ownerOf(ref: string): string | undefined;
}) {
  const { preview, words, ownerOf } = props;
  const { t } = words;
  if (preview.outcome === 'refuse')
    return (
      <Box
        tone="bad"
        icon={<RiProhibited2Line size={18} aria-hidden />}
        title={t('bookings.dialog.preview.refused')}
      >
        {preview.environments
          .filter(({ verdict }) => verdict === 'refused')
          .flatMap(({ environmentRef, reasons }) =>
            reasons
              .filter(({ met }) => !met)
              .map(reason => (
                <div key={`${environmentRef} ${reason.rule}`}>
                  {t('bookings.dialog.preview.rule', reason)}
                </div>
              )),
          )}
      </Box>
    );
  if (preview.outcome === 'ask')
    return (
      <Box
        icon={<RiTimeLine size={18} aria-hidden />}
        title={t('bookings.dialog.preview.asks', {
          owner: ownersOf(preview, words, ownerOf),
        })}
      >
        {t('bookings.dialog.preview.asksText')}
      </Box>
    );
  if (preview.outcome === 'book')
    return (
      <Box
        tone="good"
        icon={<RiCheckboxCircleLine size={18} aria-hidden />}
        title={t('bookings.dialog.preview.free')}
      >
        {t('bookings.dialog.preview.freeText')}
      </Box>
    );
  return null;
}

function Slots(props: {
  slots: Slot[];
  length: string;
  words: Words;
  onUse(slot: Slot): void;
}) {
  const { slots, length, words, onUse } = props;
  const { t, nameOf, clock } = words;
  if (slots.length === 0)
    return (
      <p className={styles.foot}>
        {t('bookings.dialog.preview.noSlots', { length })}
      </p>
    );
  return (
    <>
      <h3 className={styles.heading}>
        {t('bookings.dialog.preview.slots', { length })}
      </h3>
      <ul className={styles.slots}>
        {slots.map((slot, index) => {
          let Icon = index === 0 ? RiSkipRightLine : RiCalendarLine;
          let why: string = t(
            index === 0
              ? 'bookings.dialog.preview.slotFirst'
              : 'bookings.dialog.preview.slotNext',
          );
          if (slot.environmentRef) {
            Icon = RiArrowLeftRightLine;
            why = t('bookings.dialog.preview.slotOther', {
              environment: nameOf(slot.environmentRef),
            });
          }
          const span = spanText(slot, clock);
          return (
            <li
              key={`${slot.start} ${slot.environmentRef}`}
              className={styles.slot}
            >
              <Icon size={16} aria-hidden />
              <div>
                {span}
                <span>{why}</span>
              </div>
              <Button
                size="small"
                variant="tertiary"
                aria-label={`${t(
                  'bookings.dialog.preview.use',
                )} ${span}, ${why}`}
                onPress={() => onUse(slot)}
              >
                {t('bookings.dialog.preview.use')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Times(props: {
  occurrences: NonNullable<BookingPreview['occurrences']>;
  words: Words;
}) {
  const { occurrences, words } = props;
  const { t, clock } = words;
  const rest = occurrences.length - SHOWN_TIMES;
  return (
    <>
      <h3 className={styles.heading}>
        {t('bookings.dialog.preview.occurrences')}
      </h3>
      <ul className={styles.times}>
        {occurrences.slice(0, SHOWN_TIMES).map(one => (
          <li key={one.start}>
            <span>{spanText(one, clock)}</span>
            <strong>
              {t(
                one.admitted
                  ? 'bookings.dialog.preview.occurrenceFree'
                  : 'bookings.dialog.preview.occurrenceTaken',
              )}
            </strong>
          </li>
        ))}
        {rest > 0 && (
          <li>
            {t('bookings.dialog.preview.occurrencesMore', { count: rest })}
          </li>
        )}
      </ul>
    </>
  );
}

/** What the booking would meet, and where else it would go. */
export function PreviewAside(props: {
  wish: BookingWish;
  state: BookingPreviewState;
  isShare: boolean;
  words: Words;
  ownerOf(ref: string): string | undefined;
  onUse(slot: Slot): void;
  onShare(): void;
}) {
  const { wish, state, isShare, words, ownerOf, onUse, onShare } = props;
  const { t } = words;
  const { preview, error, isStale } = state;
  const [environmentRef] = wish.environments ?? [];
  const conflicts = preview?.conflicts ?? [];
  const order = [...conflicts].sort(
    (a, b) => Number(isBlocking(b)) - Number(isBlocking(a)),
  );
  return (
    <aside
      className={styles.aside}
      data-stale={(isStale && preview !== undefined) || undefined}
      aria-label={t('bookings.dialog.preview.label')}
      aria-busy={isStale}
    >
      {environmentRef && (
        <div>
          <DayPicture
            environmentRef={environmentRef}
            span={wish}
            isTaken={conflicts.some(isBlocking)}
            words={words}
          />
        </div>
      )}
      {!environmentRef && (
        <p className={styles.foot}>{t('bookings.dialog.fix')}</p>
      )}
      {error !== undefined && (
        <Box
          tone="bad"
          icon={<RiErrorWarningLine size={18} aria-hidden />}
          title={t('bookings.dialog.preview.failed')}
        >
          {reasonOf(error)}{' '}
          <button
            type="button"
            className={styles.textButton}
            onClick={state.retry}
          >
            {t('shared.error.retry')}
          </button>
        </Box>
      )}
      {preview && environmentRef && (
        <>
          <Verdict preview={preview} words={words} ownerOf={ownerOf} />
          {order.slice(0, SHOWN_CONFLICTS).map((conflict, index) => (
            <ConflictBox
              key={`${conflict.bookingId ?? index} ${conflict.environmentRef}`}
              conflict={conflict}
              several={(wish.environments?.length ?? 0) > 1}
              words={words}
              isShare={isShare}
              onShare={onShare}
            />
          ))}
          {preview.occurrences && preview.occurrences.length > 1 && (
            <Times occurrences={preview.occurrences} words={words} />
          )}
          {preview.outcome === 'wait' && (
            <Slots
              slots={preview.freeSlots}
              length={lengthOf(lengthBetween(wish), t)}
              words={words}
              onUse={onUse}
            />
          )}
        </>
      )}
    </aside>
  );
}
