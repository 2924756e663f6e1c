import { tokens } from '../shared/tokens';
import styles from './tokens.module.css';

/** The class that brings the `--rd-env-*` variables along, and `--rd-*` with them. */
export const environmentTokens = `${tokens} ${styles.tokens}`;
