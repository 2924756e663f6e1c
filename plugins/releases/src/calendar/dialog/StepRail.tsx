import { RiCheckLine } from '@remixicon/react';
import styles from './StepRail.module.css';

export interface RailStep {
  id: string;
  title: string;
  /** The answer once it is given. */
  answer?: string;
  state: 'current' | 'done' | 'open' | 'wrong';
}

/** The steps of a dialog with their answers; a step that was reached can be gone back to. */
export function StepRail(props: {
  label: string;
  steps: RailStep[];
  wrongLabel: string;
  onSelect(id: string): void;
}) {
  const { label, steps, wrongLabel, onSelect } = props;
  return (
    <nav aria-label={label} className={styles.rail}>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={step.id}>
            <button
              type="button"
              className={styles.step}
              data-state={step.state}
              aria-current={step.state === 'current' ? 'step' : undefined}
              onClick={() => onSelect(step.id)}
            >
              <span className={styles.mark} aria-hidden>
                {step.state === 'done' ? (
                  <RiCheckLine size={14} />
                ) : (
                  <>{step.state === 'wrong' ? '!' : index + 1}</>
                )}
              </span>
              <span className={styles.words}>
                <span className={styles.title}>{step.title}</span>
                {step.state === 'wrong' && (
                  <span className={styles.wrong}>{wrongLabel}</span>
                )}
                {step.answer && (
                  <span className={styles.answer}>{step.answer}</span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
