import { RiTimeZoneLine } from '@remixicon/react';
import { Preview } from '@release-desk/plugin-releases-common';
import {
  formatTime,
  viewerZone,
  zoneName,
  zonePlace,
} from '../../../shared/time';
import { dayText, yearText } from '../lib/time';
import { useText } from '../../../translation';
import styles from './TimesAside.module.css';
import step from '../Step.module.css';
import { clockNotes } from './clockNotes';
import { WhenDraft } from './scheduleOf';
import { noteTexts } from './whenWords';

const MONTH_YEAR: Intl.DateTimeFormatOptions = {
  month: 'long',
  year: 'numeric',
};

function range(spans: Preview['occurrences'], timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { ...MONTH_YEAR, timeZone });
  const first = format.format(new Date(spans[0].start));
  const last = format.format(new Date(spans[spans.length - 1].end));
  return first === last ? first : `${first} to ${last}`;
}

/** The next occurrences in the window's zone and in the viewer's. */
export function TimesAside(props: {
  when: WhenDraft;
  occurrences: Preview['occurrences'] | undefined;
  isValid: boolean;
}) {
  const { when, occurrences, isValid } = props;
  const t = useText();
  const viewer = viewerZone();
  const zone = when.timeZone;
  const zones = zone === viewer ? [zone] : [zone, viewer];
  const repeats = when.repeat !== 'once';
  const notes = clockNotes(occurrences ?? [], {
    window: zone,
    viewer,
    exact: when.days === 0,
  });

  return (
    <div className={step.step}>
      <h3 className={step.asideHeading}>
        {repeats ? t('dialog.when.next') : t('dialog.when.nextOne')}
      </h3>
      {!isValid && <p className={step.hint}>{t('dialog.when.fix')}</p>}
      {isValid && occurrences?.length === 0 && (
        <p className={step.hint}>{t('dialog.when.none')}</p>
      )}
      {isValid && occurrences && occurrences.length > 0 && (
        <>
          <table className={styles.times}>
            <thead>
              <tr>
                {zones.map(name => (
                  <th key={name} scope="col">
                    {name === viewer
                      ? t('dialog.when.yourTime', { city: zonePlace(name) })
                      : zonePlace(name)}
                  </th>
                ))}
              </tr>
            </thead>
            {occurrences.map((span, index) => (
              <tbody key={span.start}>
                <tr>
                  {zones.map(name => (
                    <td key={name}>
                      <strong>
                        {dayText(span.start, name)},{' '}
                        {formatTime(span.start, name)}
                      </strong>
                      <span>
                        {t('dialog.when.to', {
                          moment: `${dayText(span.end, name)} ${formatTime(
                            span.end,
                            name,
                          )} ${zoneName(span.end, name)}`,
                        })}
                      </span>
                    </td>
                  ))}
                </tr>
                {notes[index] && (
                  <tr>
                    <td colSpan={zones.length} className={styles.note}>
                      <RiTimeZoneLine size={14} aria-hidden />
                      <span>
                        {noteTexts(t, notes[index]!, zonePlace).join(' ')}
                      </span>
                    </td>
                  </tr>
                )}
              </tbody>
            ))}
          </table>
          <p className={step.hint}>
            {repeats
              ? t('dialog.when.keeps', {
                  range: range(occurrences, zone),
                  city: zonePlace(zone),
                })
              : yearText(occurrences[0].start, zone)}
          </p>
        </>
      )}
    </div>
  );
}
