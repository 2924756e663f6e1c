import {
  Alert,
  Button,
  Dialog,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { RiHourglassLine, RiQuestionAnswerLine } from '@remixicon/react';
import type {
  Booking,
  BookingPreview,
} from '@release-desk/plugin-releases-common';
import { FormEvent, useMemo, useState } from 'react';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { useClock } from '../shared';
import { environmentTokens } from '../tokens';
import { useHomeGroup } from './data/useHomeGroup';
import { Me, useMe } from './data/useMe';
import { useBookingPreview } from './data/useBookingPreview';
import { useOwnerOf } from './data/useOwnerOf';
import styles from './dialog/BookDialog.module.css';
import { newBookingDraft, takeSlot, wishOf } from './dialog/bookingDraft';
import { BookFields } from './dialog/BookFields';
import { isBlocking, PreviewAside } from './dialog/PreviewAside';
import { BookingDeed, deedOf, useBookingForm } from './dialog/useBookingForm';
import { listText, ordinal, ownersOf, Words } from './words';

export interface BookDialogProps {
  environmentRefs: string[];
  /** Instants; the next full hour unless told. */
  start?: string;
  end?: string;
  /** Asks those who have it to share, rather than to wait for it. */
  isShare?: boolean;
  onClose(): void;
  onBooked?(booking: Booking): void;
}

/** The groups of those who hold its time. */
function holdersText(preview: BookingPreview, { nameOf }: Words): string {
  const groups = preview.conflicts
    .filter(isBlocking)
    .flatMap(({ booking }) => (booking ? [nameOf(booking.onBehalfOf)] : []));
  return listText([...new Set(groups)]);
}

function sentenceOf(
  deed: BookingDeed,
  preview: BookingPreview | undefined,
  words: Words,
  ownerOf: (ref: string) => string | undefined,
): string {
  const { t } = words;
  if (!preview) return '';
  const { occurrences, waiting } = preview;
  if (deed === 'refuse') return t('bookings.dialog.willRefuse');
  if (deed === 'share')
    return t('bookings.dialog.willShare', {
      group: holdersText(preview, words),
    });
  if (occurrences && occurrences.length > 1)
    return t('bookings.dialog.willBookSeries', {
      free: String(occurrences.filter(({ admitted }) => admitted).length),
      all: String(occurrences.length),
    });
  if (deed === 'wait')
    return waiting.position > 1
      ? t('bookings.dialog.willWait', {
          count: waiting.position - 1,
          nth: ordinal(waiting.position),
        })
      : t('bookings.dialog.willWaitFirst');
  return deed === 'ask'
    ? t('bookings.dialog.willAsk', {
        owner: ownersOf(preview, words, ownerOf),
      })
    : t('bookings.dialog.willBook');
}

function deedText(
  deed: BookingDeed,
  preview: BookingPreview | undefined,
  words: Words,
  ownerOf: (ref: string) => string | undefined,
): string {
  const { t } = words;
  const free =
    preview?.occurrences?.filter(({ admitted }) => admitted).length ?? 0;
  if (deed === 'refuse') return t('bookings.dialog.refused');
  if (
    preview?.occurrences &&
    preview.occurrences.length > 1 &&
    deed !== 'share'
  )
    return t('bookings.dialog.bookSeries', { count: free });
  if (deed === 'wait') return t('bookings.dialog.join');
  if (deed === 'share') {
    const group = preview && holdersText(preview, words);
    return group
      ? t('bookings.dialog.share', { group })
      : t('bookings.dialog.shareGroups');
  }
  return deed === 'ask' && preview
    ? t('bookings.dialog.ask', { owner: ownersOf(preview, words, ownerOf) })
    : t('bookings.dialog.book');
}

/** Books environments: what for on the left, what that meets on the right. */
export function BookDialog(props: BookDialogProps) {
  const me = useMe();
  const home = useHomeGroup(me.groups);
  // The form begins with the group of who fills it in.
  return me.user === '' || !home.isKnown ? null : (
    <BookForm {...props} me={me} group={home.group} />
  );
}

function BookForm(props: BookDialogProps & { me: Me; group?: string }) {
  const { environmentRefs, start, end, isShare, me, onClose, onBooked } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const words = useMemo(
    (): Words => ({ t, nameOf, clock, me }),
    [t, nameOf, clock, me],
  );
  const initial = useMemo(
    () =>
      newBookingDraft({
        environmentRefs,
        start,
        end,
        isShare,
        timeZone: clock.timeZone,
        now: clock.now,
        group: props.group,
      }),
    // What is typed is not thrown away because time goes on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  const [places, setPlaces] = useState(initial.environments);
  const owners = useOwnerOf(places);
  const form = useBookingForm({
    initial,
    words,
    ownerOf: owners,
    onBooked,
    onClose,
  });
  const { draft, errors } = form;
  const change: typeof form.change = patch => {
    if (patch.environments) setPlaces(patch.environments);
    form.change(patch);
  };
  const wish = wishOf(
    draft,
    draft.purpose.trim() || t('bookings.dialog.title'),
  );
  const isAskable =
    draft.environments.length > 0 &&
    draft.onBehalfOf !== '' &&
    draft.start < draft.end;
  const state = useBookingPreview(isAskable ? wish : undefined);
  const preview = isAskable ? state.preview : undefined;
  const deed = deedOf(draft, preview);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save(state.isStale ? undefined : preview);
  };

  let icon;
  if (deed === 'wait') icon = <RiHourglassLine />;
  if (deed === 'share') icon = <RiQuestionAnswerLine />;
  return (
    <Dialog
      isOpen
      width={960}
      className={`${environmentTokens} ${styles.dialog}`}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('bookings.dialog.title')}</DialogHeader>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.body}>
          <div>
            {form.failure && (
              <Alert
                role="alert"
                status="danger"
                icon
                title={form.failure}
                mb="4"
              />
            )}
            <BookFields
              draft={draft}
              errors={errors}
              words={words}
              preview={preview}
              onChange={change}
            />
          </div>
          <PreviewAside
            wish={wish}
            state={isAskable ? state : { ...state, preview: undefined }}
            isShare={draft.isShare}
            words={words}
            ownerOf={owners}
            onUse={slot => change(takeSlot(draft, slot))}
            onShare={() => change({ isShare: true })}
          />
        </div>
        <DialogFooter className={styles.footer}>
          <span className={styles.foot} aria-live="polite">
            {sentenceOf(deed, preview, words, owners)}
          </span>
          <Button variant="secondary" onPress={onClose}>
            {t('bookings.dialog.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            iconStart={icon}
            isPending={form.isSaving}
            isDisabled={deed === 'refuse' && !state.isStale}
          >
            {deedText(deed, preview, words, owners)}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
