import {
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiHourglassLine,
  RiKey2Line,
  RiSnowflakeLine,
} from '@remixicon/react';
import { Standing } from './standing';
import styles from './StandingMark.module.css';

const ICONS = {
  freeze: <RiSnowflakeLine size={14} aria-hidden />,
  key: <RiKey2Line size={14} aria-hidden />,
  door: <RiDoorOpenLine size={14} aria-hidden />,
  care: <RiErrorWarningLine size={14} aria-hidden />,
  hourglass: <RiHourglassLine size={14} aria-hidden />,
  none: undefined,
};

/** How an item stands, with its sign. */
export function StandingMark(props: { standing: Standing; text?: string }) {
  const { tone, icon, text } = props.standing;
  return (
    <span className={styles.mark} data-tone={tone}>
      {ICONS[icon]}
      <span>{props.text ?? text}</span>
    </span>
  );
}
