import type { Finding } from '@release-desk/plugin-releases-common';
import { useText } from '../../translation';
import styles from './FindingItem.module.css';
import { STATUS_LOOKS } from './status';
import { useClock } from './useClock';
import { plainDay } from './when';

/** A finding with what it is seen by. */
export function FindingItem(props: { finding: Finding }) {
  const { kind, severity, text, evidence, since } = props.finding;
  const t = useText();
  const clock = useClock();
  const { Icon } = STATUS_LOOKS[kind];
  return (
    <li className={styles.item}>
      <span className={styles.icon} data-severity={severity} aria-hidden>
        <Icon size={16} />
      </span>
      <div>
        <div className={styles.title}>{text}</div>
        {evidence.slice(0, 5).map((one, index) => (
          <div key={index} className={styles.evidence}>
            {one.expected
              ? t('environments.finding.expected', {
                  subject: shortSubject(one.subject),
                  observed: shortSubject(one.observed),
                  expected: one.expected,
                })
              : t('environments.finding.observed', {
                  subject: shortSubject(one.subject),
                  observed: shortSubject(one.observed),
                })}
            {one.count !== undefined &&
              `, ${t('environments.finding.times', { count: one.count })}`}
          </div>
        ))}
        {since && (
          <div className={styles.evidence}>
            {t('environments.finding.since', { day: plainDay(since, clock) })}
          </div>
        )}
      </div>
    </li>
  );
}

/** Entity refs by their name; other words as they are. */
function shortSubject(text: string): string {
  return /^[^\s:/]+:[^\s:/]+\/[^\s/]+$/.test(text)
    ? text.slice(text.indexOf('/') + 1)
    : text;
}
