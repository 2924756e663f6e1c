import { BgProvider, ButtonIcon } from '@backstage/ui';
import Drawer from '@material-ui/core/Drawer';
import { RiCloseLine, RiLinkM } from '@remixicon/react';
import { KeyboardEvent, ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../translation';
import { useFocusReturn } from '../a11y';
import { tokens } from '../tokens';
import { useMediaQuery } from './useMediaQuery';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  /** What it is about, for screen readers. */
  label: string;
  /** Stands above the title, beside the buttons. */
  eyebrow: ReactNode;
  /** Changes when the panel shows something else. */
  subject: string;
  /** Whether the URL leads to it: "Copy link" copies that. */
  hasLink?: boolean;
  children: ReactNode;
  footer?: ReactNode;
  onClose(): void;
  /** Where the focus goes when what had it is gone. */
  findReturn?(): HTMLElement | null | undefined;
}

/** A panel beside the view, which makes room for it; below 1280 px a drawer over it. */
export function SidePanel(props: SidePanelProps) {
  const pushes = useMediaQuery('(min-width: 1280px)');
  if (pushes) return <PanelContent {...props} kind="push" />;
  return (
    <Drawer
      anchor="right"
      open
      onClose={props.onClose}
      // The panel itself returns the focus, also where the chip was drawn anew.
      disableRestoreFocus
      PaperProps={{ className: styles.paper }}
    >
      <PanelContent {...props} kind="drawer" />
    </Drawer>
  );
}

function PanelContent(props: SidePanelProps & { kind: 'push' | 'drawer' }) {
  const { label, eyebrow, subject, hasLink, children, footer, kind } = props;
  const t = useText();
  const root = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  useFocusReturn(props.findReturn);
  useEffect(() => {
    setCopied(false);
    root.current?.focus({ preventScroll: true });
  }, [subject]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    props.onClose();
  };

  return (
    // A dialog when it covers the rest, a part of the page when it does not.
    <div
      ref={root}
      tabIndex={-1}
      role={kind === 'drawer' ? 'dialog' : 'region'}
      aria-modal={kind === 'drawer' || undefined}
      aria-label={label}
      className={`${tokens} ${styles.panel}`}
      data-kind={kind}
      onKeyDown={onKeyDown}
    >
      <BgProvider bg="neutral-1">
        <div className={styles.head}>
          <div className={styles.eyebrow}>{eyebrow}</div>
          {hasLink && (
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiLinkM />}
              aria-label={
                copied ? t('shared.panel.copied') : t('shared.panel.link')
              }
              onPress={async () => {
                await navigator.clipboard?.writeText(window.location.href);
                setCopied(true);
              }}
            />
          )}
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiCloseLine />}
            aria-label={t('shared.panel.close')}
            onPress={props.onClose}
          />
        </div>
        {children}
        {footer && <div className={styles.footer}>{footer}</div>}
      </BgProvider>
    </div>
  );
}

/** A part of the panel, with a title and a line above. */
export function PanelSection(props: { title?: string; children: ReactNode }) {
  return (
    <div className={styles.section}>
      {props.title && <h3 className={styles.sectionTitle}>{props.title}</h3>}
      {props.children}
    </div>
  );
}
