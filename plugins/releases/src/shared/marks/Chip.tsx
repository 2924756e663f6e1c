import type { ReleaseStatus } from '@release-desk/plugin-releases-common';
import { CSSProperties, HTMLAttributes, memo, ReactNode } from 'react';
import { tokens } from '../tokens';
import { EndMarkIcon, LookIcon, StatusIcon } from './icons';
import { EndMark, isSettled, Look } from './look';
import styles from './Chip.module.css';

export interface ChipProps {
  look: Look;
  /** Of a release; also of other kinds, which only step back when `past`. */
  status?: ReleaseStatus;
  title: ReactNode;
  /** Before the title; the first that goes where there is no room. */
  lead?: string;
  /** Muted, after the title (one line) or below it (two lines). */
  detail?: ReactNode;
  lines?: 1 | 2;
  mark?: EndMark;
  /** A number at the right end: so many others overlap. */
  count?: number;
  /** False where it goes on beyond the view: no solid end there. */
  startsHere?: boolean;
  endsHere?: boolean;
  /** An allow window that a freeze makes meaningless. */
  overruled?: boolean;
  /** Half there: a ghost while something is moved. */
  ghost?: boolean;
  selected?: boolean;
  /** Where the pointer can pull its end. */
  handle?: 'right' | 'bottom';
  style?: CSSProperties;
  className?: string;
  /** Makes it a button; what it says to a screen reader. */
  label?: string;
  buttonProps?: HTMLAttributes<HTMLButtonElement> & {
    [data: `data-${string}`]: string | undefined;
  };
}

/**
 * An item as a chip or ribbon, the same in every view: shape, pattern and icon
 * tell the kinds apart before colour does.
 */
export const Chip = memo(function Chip(props: ChipProps) {
  const { look, status, lead, title, detail, lines = 1, mark, count } = props;
  const { startsHere = true, endsHere = true, label, buttonProps } = props;
  // The label of a button is what it is called; all else its name tells in
  // words of its own, so that who speaks to it says only the label.
  const isTold = label !== undefined || undefined;
  const content = (
    <>
      <span className={styles.sign}>
        {look === 'release' && status ? (
          <StatusIcon status={status} />
        ) : (
          <LookIcon look={look} />
        )}
      </span>
      <span className={styles.words}>
        <span className={styles.title}>
          {lead && (
            <span data-lead aria-hidden={isTold}>
              {lead}{' '}
            </span>
          )}
          {title}
        </span>
        {detail !== undefined && detail !== '' && (
          <span className={styles.detail} aria-hidden={isTold}>
            {lines === 1 && <span className={styles.dot}> · </span>}
            {detail}
          </span>
        )}
      </span>
      {count !== undefined && (
        <span className={styles.count} aria-hidden={isTold}>
          {count}
        </span>
      )}
      {mark && (
        <span className={styles.mark}>
          <EndMarkIcon mark={mark} />
        </span>
      )}
      {props.handle && (
        <span className={styles.handle} data-edge={props.handle} aria-hidden />
      )}
    </>
  );
  const shared = {
    className: [tokens, styles.chip, props.className].filter(Boolean).join(' '),
    style: props.style,
    'data-look': look,
    'data-status': look === 'release' ? status : undefined,
    'data-settled': isSettled(status) || undefined,
    'data-mark': mark,
    'data-lines': lines,
    'data-starts': startsHere || undefined,
    'data-ends': endsHere || undefined,
    'data-overruled': props.overruled || undefined,
    'data-ghost': props.ghost || undefined,
    'data-selected': props.selected || undefined,
  };
  if (label === undefined) return <span {...shared}>{content}</span>;
  return (
    <button type="button" {...buttonProps} {...shared} aria-label={label}>
      {content}
    </button>
  );
});
