import styles from './tokens.module.css';

/** The class that brings the `--rd-*` variables along. */
export const tokens = styles.tokens;
