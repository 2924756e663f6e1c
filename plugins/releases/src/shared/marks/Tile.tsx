import { tokens } from '../tokens';
import { LookIcon } from './icons';
import { Look } from './look';
import styles from './Tile.module.css';

/** The square that stands for a kind in rows and titles; decoration. */
export function Tile(props: { look: Look }) {
  return (
    <span
      className={`${tokens} ${styles.tile}`}
      data-look={props.look}
      aria-hidden
    >
      <LookIcon look={props.look} size={16} />
    </span>
  );
}
