import { ReactNode, useId } from 'react';
import styles from './ChoiceCards.module.css';

export interface Choice<T extends string> {
  id: T;
  title: string;
  description: string;
  /** How it will look; decoration. */
  sample?: ReactNode;
}

/** A radio group whose options are cards. */
export function ChoiceCards<T extends string>(props: {
  label: string;
  choices: Choice<T>[];
  value: T;
  isDisabled?: boolean;
  onChange(value: T): void;
}) {
  const { label, choices, value, isDisabled, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles.group} disabled={isDisabled}>
      <legend className={styles.legend}>{label}</legend>
      {choices.map(choice => (
        <label
          key={choice.id}
          className={styles.card}
          data-selected={choice.id === value || undefined}
        >
          <input
            type="radio"
            className={styles.input}
            name={name}
            value={choice.id}
            checked={choice.id === value}
            onChange={() => onChange(choice.id)}
            aria-label={choice.title}
            aria-describedby={`${name}-${choice.id}`}
          />
          <span className={styles.radio} aria-hidden />
          <span className={styles.words}>
            <span className={styles.title}>{choice.title}</span>
            <span className={styles.description} id={`${name}-${choice.id}`}>
              {choice.description}
            </span>
          </span>
          {choice.sample && <span aria-hidden>{choice.sample}</span>}
        </label>
      ))}
    </fieldset>
  );
}
