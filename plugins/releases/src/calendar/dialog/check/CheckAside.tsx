import { Preview, TimelineKind } from '@release-desk/plugin-releases-common';
import {
  RiCheckLine,
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiPriceTag3Line,
} from '@remixicon/react';
import { LookIcon, lookOf } from '../../../shared/marks';
import { viewerZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { Draft } from '../draft';
import step from '../Step.module.css';
import { Consequence, consequences } from './consequences';
import styles from './CheckAside.module.css';

function ConsequenceIcon(props: { of: Consequence['icon']; draft: Draft }) {
  switch (props.of) {
    case 'item':
      return <LookIcon look={lookOf(props.draft)} size={16} />;
    case 'release':
      return <RiPriceTag3Line size={16} aria-hidden />;
    case 'overlap':
      return <RiErrorWarningLine size={16} aria-hidden />;
    case 'door':
      return <RiDoorOpenLine size={16} aria-hidden />;
    default:
      return <RiCheckLine size={16} aria-hidden />;
  }
}

/** What happens when it is saved, line by line. */
export function CheckAside(props: {
  draft: Draft;
  preview: Preview | undefined;
  isEdit: boolean;
}) {
  const { draft, preview, isEdit } = props;
  const t = useText();
  const lines = preview
    ? consequences(t, {
        kind: draft.kind as Exclude<TimelineKind, 'release'>,
        closes: draft.kind === 'freeze' && draft.enforcement === 'hard',
        preview,
        timeZone: viewerZone(),
      })
    : [];
  return (
    <div className={step.step}>
      <h3 className={step.asideHeading}>
        {isEdit
          ? t('dialog.check.consequencesEdit')
          : t('dialog.check.consequences')}
      </h3>
      <ul className={styles.lines}>
        {lines.map(({ icon, text }) => (
          <li key={text}>
            <ConsequenceIcon of={icon} draft={draft} />
            <span>{text}</span>
          </li>
        ))}
        {preview?.warnings.map(warning => (
          <li key={warning}>
            <RiErrorWarningLine size={16} aria-hidden />
            <span>{warning}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
