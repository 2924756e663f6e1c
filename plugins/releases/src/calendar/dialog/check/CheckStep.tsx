import { Preview } from '@release-desk/plugin-releases-common';
import { RiPriceTag3Line } from '@remixicon/react';
import { LookIcon, lookOf } from '../../../shared/marks';
import { formatTime, inZone, viewerZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { Draft } from '../draft';
import { dayText } from '../lib/time';
import { useEntityNames } from '../scope/useEntityNames';
import { draftSentence } from '../sentences';
import step from '../Step.module.css';
import { CheckPicture } from './CheckPicture';
import styles from './CheckStep.module.css';

function heading(
  t: ReturnType<typeof useText>,
  draft: Draft,
  preview: Preview | undefined,
): string {
  const closes = draft.kind === 'freeze' && draft.enforcement !== 'info';
  if (!closes || !preview) return t('dialog.check.ready');
  const count = preview.releases.length;
  return count === 0
    ? t('dialog.check.noRelease')
    : t('dialog.check.releases', { count });
}

/** Everything once more: a picture of the first time, the releases in it, one sentence. */
export function CheckStep(props: {
  draft: Draft;
  preview: Preview | undefined;
  nameOf(ref: string): string;
}) {
  const { draft, preview, nameOf } = props;
  const t = useText();
  const zone = viewerZone();
  const span = preview?.occurrences[0];
  const releases = preview?.releases ?? [];
  const ownerName = useEntityNames(releases.map(({ owner }) => owner));
  const title = draft.title.trim() || t('dialog.what.untitled');

  return (
    <div className={step.step}>
      <h3 className={step.heading}>{heading(t, draft, preview)}</h3>
      {span && (
        <CheckPicture
          title={title}
          kind={draft.kind}
          enforcement={draft.enforcement}
          span={span}
          releases={releases}
          timeZone={zone}
          label={t('dialog.check.picture')}
        />
      )}
      {releases.length > 0 && (
        <div className={styles.scroller}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('dialog.check.release')}</th>
                <th scope="col">{t('dialog.check.planned')}</th>
                <th scope="col">{t('dialog.check.owner')}</th>
                <th scope="col">{t('dialog.check.opens')}</th>
              </tr>
            </thead>
            <tbody>
              {releases.map(release => (
                <tr key={`${release.id} ${release.occurrence.start}`}>
                  <th scope="row">
                    <RiPriceTag3Line size={14} aria-hidden /> {release.title}
                  </th>
                  <td>
                    {dayText(release.start, zone)},{' '}
                    {formatTime(release.start, zone)}
                  </td>
                  <td>{ownerName(release.owner)}</td>
                  <td className={styles.muted}>
                    {inZone(release.occurrence.end, zone).toFormat(
                      'd LLL HH:mm',
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className={step.summary}>
        <LookIcon look={lookOf(draft)} size={18} />
        <span>
          <b>{title}.</b> {draftSentence(t, draft, nameOf)}
        </span>
      </p>
    </div>
  );
}
