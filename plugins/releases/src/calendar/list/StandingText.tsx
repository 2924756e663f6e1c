import type { TimelineItem } from '@release-desk/plugin-releases-common';
import {
  EndMarkIcon,
  isSettled,
  LookIcon,
  releaseStatusOf,
  StatusIcon,
} from '../../shared/marks';
import { useNow } from '../../shared/time';
import { useText } from '../../translation';
import { standingOf } from './standing';
import styles from './StandingText.module.css';

/** How an item stands, sign and words. */
export function StandingText(props: { item: TimelineItem; timeZone: string }) {
  const { item, timeZone } = props;
  const t = useText();
  const now = useNow();
  const { tone, text, mark } = standingOf(item, timeZone, now, t);
  const status = releaseStatusOf(item);
  return (
    <span className={styles.standing} data-tone={tone}>
      {mark && <EndMarkIcon mark={mark} size={14} />}
      {!mark && tone === 'positive' && <LookIcon look="allow" />}
      {!mark && status && (isSettled(status) || status === 'in-progress') && (
        <StatusIcon status={status} />
      )}
      {text}
    </span>
  );
}
