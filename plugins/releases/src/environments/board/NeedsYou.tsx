import { Button, Card } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { ReactNode, useEffect, useId, useRef, useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useMediaQuery } from '../../shared/panel';
import { useText } from '../../translation';
import { useOpenDialog } from '../dialogs';
import { STATUS_LOOKS, useAct, useClaimActs, useClock } from '../shared';
import { Need } from './needs';
import styles from './NeedsYou.module.css';
import { needWords } from './needWords';

const SHOWN = 4;

/** What one must do, the first to run out first; at most four until one asks for more. */
export function NeedsYou(props: { needs: Need[] | undefined }) {
  const { needs } = props;
  const t = useText();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const isSmall = useMediaQuery('(max-width: 599px)');
  const [isOpen, setOpen] = useState(false);
  // After something is done the focus goes to what comes next, once that is there.
  const done = useRef<{ key: string; index: number }>();
  useEffect(() => {
    const { key, index } = done.current ?? {};
    if (index === undefined || needs?.some(need => need.key === key)) return;
    done.current = undefined;
    const buttons = list.current?.querySelectorAll<HTMLElement>(
      'li button:first-of-type',
    );
    buttons?.[Math.min(index, buttons.length - 1)]?.focus();
  }, [needs]);
  if (!needs) return null;
  const shown = isOpen ? needs : needs.slice(0, isSmall ? 1 : SHOWN);
  const more = needs.length - shown.length;

  return (
    <Card className={styles.card}>
      <section aria-labelledby={id}>
        {needs.length === 0 ? (
          <p id={id} className={styles.none}>
            {t('environments.needs.none')}
          </p>
        ) : (
          <>
            <div className={styles.head}>
              <h3 id={id}>
                {t('environments.needs.title')}{' '}
                <span className={styles.count}>{needs.length}</span>
              </h3>
              {isSmall && needs.length > 1 ? (
                <Button
                  variant="tertiary"
                  aria-expanded={isOpen}
                  onPress={() => setOpen(!isOpen)}
                >
                  {isOpen
                    ? t('environments.needs.fewer')
                    : t('environments.needs.all')}
                </Button>
              ) : (
                <span className={styles.order}>
                  {t('environments.needs.order')}
                </span>
              )}
            </div>
            <ul ref={list} className={styles.list}>
              {shown.map((need, index) => (
                <NeedItem
                  key={need.key}
                  need={need}
                  isFirst={index === 0}
                  onDone={() => {
                    done.current = { key: need.key, index };
                  }}
                />
              ))}
            </ul>
            {!isSmall && (more > 0 || isOpen) && (
              <div className={styles.more}>
                <Button
                  variant="tertiary"
                  aria-expanded={isOpen}
                  onPress={() => setOpen(!isOpen)}
                >
                  {isOpen
                    ? t('environments.needs.fewer')
                    : t('environments.needs.more', { count: more })}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
    </Card>
  );
}

function NeedItem(props: { need: Need; isFirst: boolean; onDone(): void }) {
  const { need, isFirst, onDone } = props;
  const t = useText();
  const nameOf = useNames();
  const clock = useClock();
  const words = needWords(need, { t, clock, nameOf });
  const { Icon, tone } = STATUS_LOOKS[words.status];
  return (
    <li className={styles.item}>
      <span className={styles.icon} data-tone={tone} aria-hidden>
        <Icon size={18} />
      </span>
      <h4 className={styles.title}>{words.title}</h4>
      <p className={styles.text}>{words.text}</p>
      <div className={styles.actions}>
        <NeedActions need={need} isFirst={isFirst} onDone={onDone} />
      </div>
    </li>
  );
}

function NeedActions(props: { need: Need; isFirst: boolean; onDone(): void }) {
  const { need, isFirst, onDone } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const act = useAct();
  const nameOf = useNames();
  const open = useOpenDialog();
  const claims = useClaimActs();
  const [isBusy, setBusy] = useState(false);
  const main = isFirst ? 'primary' : 'secondary';
  const doing = (deed: () => Promise<boolean>) => async () => {
    setBusy(true);
    const isDone = await deed();
    setBusy(false);
    if (isDone) onDone();
  };
  const button = (
    label: string,
    onPress: () => void,
    variant: 'primary' | 'secondary' | 'tertiary' = main,
  ): ReactNode => (
    <Button
      key={label}
      variant={variant}
      isPending={variant === main && isBusy}
      onPress={onPress}
    >
      {label}
    </Button>
  );
  switch (need.kind) {
    case 'offer': {
      const answer = (accept: boolean) =>
        doing(() =>
          act(
            () =>
              api.answerOffer({
                params: { id: need.entry.bookingId },
                body: { accept },
              }),
            t(
              accept
                ? 'environments.done.slotTaken'
                : 'environments.done.slotLeft',
              { name: need.entry.environments.map(nameOf).join(', ') },
            ),
          ),
        );
      return (
        <>
          {button(t('environments.act.accept'), answer(true))}
          {button(t('environments.act.decline'), answer(false), 'tertiary')}
        </>
      );
    }
    case 'approve':
      return (
        <>
          {button(t('environments.act.review'), () =>
            open({ dialog: 'review', booking: need.booking }),
          )}
        </>
      );
    case 'attest':
      return (
        <>
          {button(
            t('environments.act.attest'),
            doing(() => claims.attest(need.claim)),
          )}
        </>
      );
    case 'accept':
      return (
        <>
          {button(
            t('environments.act.accept'),
            doing(() => claims.accept(need.claim)),
          )}
          {button(
            t('environments.act.decline'),
            doing(() => claims.decline(need.claim)),
            'tertiary',
          )}
        </>
      );
    case 'handover':
      return (
        <>
          {button(
            t('environments.act.accept'),
            doing(() => claims.answerHandover(need.claim, true)),
          )}
          {button(
            t('environments.act.decline'),
            doing(() => claims.answerHandover(need.claim, false)),
            'tertiary',
          )}
        </>
      );
    default:
      return (
        <>
          {button(t('environments.act.claim'), () =>
            open({ dialog: 'claim', rows: [need.row] }),
          )}
        </>
      );
  }
}
