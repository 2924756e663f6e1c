import { Skeleton } from '@backstage/ui';
import { RiCheckLine, RiCloseLine, RiErrorWarningLine } from '@remixicon/react';
import { QueryState } from '../shared/data';
import { reasonOf } from '../shared/states';
import { Text, useText } from '../translation';
import { AskedAction, mayHappen, MayLine } from './mayHappen';
import styles from './MayList.module.css';

function list(words: string[], conjunction: string): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** `Deploy, promote or apply`, and then where. */
export function lineWords(
  t: Text,
  { actions, state, places, except = [] }: MayLine,
): { what: string; where: string } {
  const what = capitalise(
    list(
      actions.map(action => t(`entity.may.do.${action}`)),
      'or',
    ),
  );
  if (places && except.length > 0 && except.length < places.length) {
    const named = { places: list(except, 'and') };
    return {
      what,
      where:
        state === 'acknowledge'
          ? t('entity.may.exceptAcknowledge', named)
          : t('entity.may.except', named),
    };
  }
  if (places) {
    const named = { places: list(places, 'and') };
    return {
      what,
      where:
        state === 'acknowledge'
          ? t('entity.may.toPlacesAcknowledge', named)
          : t('entity.may.toPlaces', named),
    };
  }
  if (state === 'acknowledge')
    return { what, where: t('entity.may.acknowledge') };
  return {
    what,
    where:
      state === 'open' ? t('entity.may.everywhere') : t('entity.may.anything'),
  };
}

export function reasonText(t: Text, { reason }: MayLine): string {
  if (!reason) return '';
  switch (reason.type) {
    case 'overridden':
      return t('entity.may.overridden');
    case 'onlyCovers':
      return t('entity.may.onlyCovers', {
        title: reason.title,
        places: list(reason.places, 'and'),
      });
    default:
      return t(`entity.may.${reason.type}`, { title: reason.title });
  }
}

const SIGNS = {
  open: <RiCheckLine size={18} aria-hidden />,
  acknowledge: <RiErrorWarningLine size={18} aria-hidden />,
  closed: <RiCloseLine size={18} aria-hidden />,
};

/** What may happen in spite of a freeze, open lines before closed ones. */
export function MayList(props: { actions: QueryState<AskedAction[]> }) {
  const { data, error } = props.actions;
  const t = useText();
  return (
    <>
      <h3 className={styles.title}>{t('entity.may.title')}</h3>
      {error !== undefined && (
        <p className={styles.failed}>
          {t('entity.may.failed', { reason: reasonOf(error) })}
        </p>
      )}
      {!data && error === undefined && <Skeleton width="100%" height={96} />}
      <ul className={styles.list}>
        {data &&
          mayHappen(data).map(line => {
            const { what, where } = lineWords(t, line);
            const spoken =
              line.state === 'closed'
                ? t('entity.may.closed')
                : t('entity.may.open');
            return (
              <li key={`${what} ${where}`} data-state={line.state}>
                <span role="img" aria-label={spoken}>
                  {SIGNS[line.state]}
                </span>
                <span>
                  <strong>{what}</strong>
                  {where}{' '}
                  <span className={styles.why}>{reasonText(t, line)}</span>
                </span>
              </li>
            );
          })}
      </ul>
    </>
  );
}
