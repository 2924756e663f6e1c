import { Button, Popover } from '@backstage/ui';
import {
  RiErrorWarningLine,
  RiHourglassLine,
  RiLightbulbLine,
  RiQuestionAnswerLine,
  RiSkipRightLine,
} from '@remixicon/react';
import type { Booking } from '@release-desk/plugin-releases-common';
import { ReactElement, RefObject, useId } from 'react';
import { reasonOf } from '../../../shared/states';
import { environmentTokens } from '../../tokens';
import { useBookingPreview } from '../data/useBookingPreview';
import { Ghost } from '../lanes/ghost';
import { GhostControl, lastUse } from '../lanes/useGhost';
import { listText, ordinal, spanText, Words } from '../words';
import styles from './Conflict.module.css';
import { explainConflict } from './conflictWords';

/** What the dialog is opened with. */
export interface BookingStart {
  environmentRefs: string[];
  start: string;
  end: string;
  /** To ask these to share, and not to wait. */
  isShare?: boolean;
}

function Offer(props: {
  icon: ReactElement;
  title: string;
  text?: string;
  deed: string;
  isFirst?: boolean;
  label?: string;
  onPress(): void;
}) {
  const { icon, title, text, deed, isFirst, label, onPress } = props;
  return (
    <li className={styles.offer}>
      {icon}
      <div>
        <strong>{title}</strong>
        {text && <span>{text}</span>}
      </div>
      <Button
        size="small"
        variant={isFirst ? 'primary' : 'secondary'}
        aria-label={label}
        onPress={onPress}
      >
        {deed}
      </Button>
    </li>
  );
}

/** Says who is in the way and why, and what can be done instead. */
export function ConflictPopover(props: {
  ghost: Ghost;
  blocking: GhostControl['blocking'];
  bookings: readonly Booking[];
  anchor: RefObject<HTMLElement>;
  words: Words;
  onBook(start: BookingStart): void;
  onClose(): void;
}) {
  const { ghost, blocking, bookings, anchor, words, onBook, onClose } = props;
  const { t, nameOf, clock, me } = words;
  const id = useId();
  const start = new Date(ghost.start).toISOString();
  const end = new Date(ghost.end).toISOString();
  const here = { environmentRefs: [ghost.environmentRef], start, end };
  const { preview, error, isStale } = useBookingPreview(
    me.groups.length > 0
      ? {
          environments: [ghost.environmentRef],
          purpose: t('bookings.dialog.title'),
          usage: lastUse.usage,
          mode: lastUse.mode,
          start,
          end,
          timeZone: clock.timeZone,
          onBehalfOf: me.groups[0],
        }
      : undefined,
  );
  const [first] = blocking;
  const other = bookings.find(one => one.id === first?.bookingId);
  const said = first && explainConflict({ ...first, booking: other }, words);
  const next = preview?.freeSlots.find(slot => !slot.environmentRef);
  const elsewhere = preview?.freeSlots.find(
    slot => slot.environmentRef && slot.start === start,
  );
  const { ahead = [], position = 1 } = preview?.waiting ?? {};

  return (
    <Popover
      triggerRef={anchor}
      isOpen
      placement="bottom start"
      className={`${environmentTokens} ${styles.popover}`}
      onOpenChange={isOpen => !isOpen && onClose()}
      aria-labelledby={id}
    >
      <div className={styles.what}>
        <RiErrorWarningLine size={18} aria-hidden />
        <h3 id={id} className={styles.title}>
          {said?.title}
        </h3>
        <p className={styles.text}>{said?.text}</p>
        {blocking.length > 1 && (
          <p className={styles.text}>
            {t('bookings.conflict.more', { count: blocking.length - 1 })}
          </p>
        )}
      </div>
      <ul className={styles.offers} aria-busy={isStale}>
        {!preview && !error && isStale && (
          <li className={styles.offer} role="status">
            <span />
            {t('bookings.conflict.looking')}
          </li>
        )}
        {error !== undefined && (
          <li className={styles.offer} role="alert">
            <span />
            {t('bookings.conflict.unknown', { reason: reasonOf(error) })}
          </li>
        )}
        {next && (
          <Offer
            icon={<RiSkipRightLine size={18} aria-hidden />}
            title={t('bookings.conflict.next')}
            text={spanText(next, clock)}
            deed={t('bookings.conflict.use')}
            isFirst
            label={t('bookings.conflict.useOn', {
              span: spanText(next, clock),
            })}
            onPress={() =>
              onBook({ ...here, start: next.start, end: next.end })
            }
          />
        )}
        <Offer
          icon={<RiHourglassLine size={18} aria-hidden />}
          title={t('bookings.conflict.join')}
          text={
            ahead.length > 0
              ? t('bookings.conflict.joinText', {
                  nth: ordinal(position),
                  groups: listText([...new Set(ahead)].map(nameOf)),
                })
              : t('bookings.conflict.joinFirst')
          }
          deed={t('bookings.conflict.joinDeed')}
          onPress={() => onBook(here)}
        />
        {other && (
          <Offer
            icon={<RiQuestionAnswerLine size={18} aria-hidden />}
            title={t('bookings.conflict.share', {
              group: nameOf(other.onBehalfOf),
            })}
            text={t('bookings.conflict.shareText')}
            deed={t('bookings.conflict.shareDeed')}
            onPress={() => onBook({ ...here, isShare: true })}
          />
        )}
        {elsewhere?.environmentRef && (
          <Offer
            icon={<RiLightbulbLine size={18} aria-hidden />}
            title={t('bookings.conflict.freeThen', {
              environment: nameOf(elsewhere.environmentRef),
            })}
            deed={t('bookings.conflict.bookOther', {
              environment: nameOf(elsewhere.environmentRef),
            })}
            onPress={() =>
              onBook({ ...here, environmentRefs: [elsewhere.environmentRef!] })
            }
          />
        )}
      </ul>
    </Popover>
  );
}
