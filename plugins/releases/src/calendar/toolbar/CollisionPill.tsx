import { RiSnowflakeLine } from '@remixicon/react';
import { memo } from 'react';
import { tokens } from '../../shared/tokens';
import { ChangeUrlState } from '../../shared/url';
import { useText } from '../../translation';
import styles from './CollisionPill.module.css';

/** Says how many releases fall into a freeze, and narrows to them; hidden at zero. */
export const CollisionPill = memo(function CollisionPill(props: {
  falling: number;
  isPressed: boolean;
  onChange: ChangeUrlState;
}) {
  const { falling, isPressed, onChange } = props;
  const t = useText();
  if (falling === 0) return null;
  return (
    <button
      type="button"
      className={`${tokens} ${styles.pill}`}
      aria-pressed={isPressed}
      onClick={() => onChange({ collisions: !isPressed })}
    >
      <RiSnowflakeLine size={14} aria-hidden />
      {t('calendar.filter.pill', { count: falling })}
    </button>
  );
});
