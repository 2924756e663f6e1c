import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Because } from '@release-desk/plugin-releases-common';
import { rootRouteRef } from '../routes';
import { inZone, viewerZone } from '../shared/time';
import { useText } from '../translation';
import { becauseSentence } from './answerWords';
import styles from './WhyList.module.css';

function lastPart(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1);
}

function dayOf(instant: string): string {
  return inZone(instant, viewerZone()).toFormat('yyyy-MM-dd');
}

/** Every window that had a say, what it said, and which lines of its scope made it speak. */
export function WhyList(props: { id: string; because: Because[] }) {
  const { id, because } = props;
  const t = useText();
  const root = useRouteRef(rootRouteRef)?.();
  if (because.length === 0)
    return (
      <p id={id} className={styles.none}>
        {t('entity.answer.nothing')}
      </p>
    );
  return (
    <ul id={id} className={styles.list}>
      {because.map(one => {
        const lines = [
          ...new Set(
            (one.scope ?? []).map(({ dimension, value }) =>
              t('entity.because.scope', {
                dimension: t(
                  `dialog.dimension.${dimension}`,
                ).toLocaleLowerCase(),
                value: lastPart(value),
              }),
            ),
          ),
        ];
        const sentence = becauseSentence(t, one, viewerZone());
        return (
          <li key={`${one.windowId} ${one.effect}`} data-effect={one.effect}>
            {/* One that may not be read, or is not to come, has no place there. */}
            {root && one.itemId && one.start ? (
              <Link
                href={`${root}/calendar?${new URLSearchParams({
                  date: dayOf(one.start),
                  item: one.itemId,
                })}`}
              >
                {sentence}
              </Link>
            ) : (
              sentence
            )}{' '}
            {lines.length > 0 &&
              t('entity.because.covers', { lines: lines.join(', ') })}
          </li>
        );
      })}
    </ul>
  );
}
