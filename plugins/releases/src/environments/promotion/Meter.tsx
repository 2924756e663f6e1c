import type { CriterionAnswer } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import styles from './Promotion.module.css';
import { needsText, valueText } from './promotionWords';

function mostOf({ kind, unit, value, threshold }: CriterionAnswer): number {
  if (unit === '%') return 100;
  const largest = Math.max(Number(value), Number(threshold));
  return kind === 'soak' ? largest : largest * 1.15;
}

/** How far what was observed is from what is needed; nothing where that is no length. */
export function Meter(props: { criterion: CriterionAnswer }) {
  const { criterion } = props;
  const t = useText();
  const { value, threshold, unit, op } = criterion;
  if (typeof value !== 'number' || typeof threshold !== 'number') return null;
  const most = mostOf(criterion);
  if (threshold === 0 || most <= 0 || op === '==' || op === '!=') return null;
  const percent = (part: number) =>
    `${Math.min(100, Math.max(0, (part / most) * 100))}%`;
  return (
    <div
      className={styles.meter}
      role="meter"
      aria-label={criterion.title}
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={`${valueText(value, unit, t)}, ${needsText(
        criterion,
        t,
      )}`}
    >
      <span className={styles.fill} style={{ width: percent(value) }} />
      <span
        className={styles.mark}
        style={{ insetInlineStart: `calc(${percent(threshold)} - 2px)` }}
      />
    </div>
  );
}
