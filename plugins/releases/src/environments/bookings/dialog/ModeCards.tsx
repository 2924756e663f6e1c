import type { BookingMode } from '@release-desk/plugin-releases-common';
import { useId } from 'react';
import { useText } from '../../../translation';
import { MODE_ICONS } from '../lanes/icons';
import lanes from '../lanes/Swimlanes.module.css';
import styles from './BookDialog.module.css';

const MODES: BookingMode[] = ['exclusive', 'shared', 'observer'];

/** How much of an environment one wants, as cards. */
export function ModeCards(props: {
  value: BookingMode;
  onChange(value: BookingMode): void;
}) {
  const { value, onChange } = props;
  const t = useText();
  const name = useId();
  return (
    <fieldset className={styles.modes}>
      <legend>{t('bookings.dialog.mode')}</legend>
      {MODES.map(mode => {
        const Icon = MODE_ICONS[mode];
        return (
          <label
            key={mode}
            className={styles.mode}
            data-selected={mode === value || undefined}
          >
            <input
              type="radio"
              name={name}
              value={mode}
              checked={mode === value}
              onChange={() => onChange(mode)}
              aria-label={t(`bookings.mode.${mode}`)}
              aria-describedby={`${name}-${mode}`}
            />
            <span className={styles.modeTitle}>
              <Icon size={16} aria-hidden />
              {t(`bookings.mode.${mode}`)}
              <span
                className={`${lanes.sample} ${lanes.bar} ${styles.sample}`}
                data-mode={mode}
                aria-hidden
              />
            </span>
            <span className={styles.modeText} id={`${name}-${mode}`}>
              {t(`bookings.modeText.${mode}`)}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
