import { Button, ButtonIcon } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { memo, ReactNode, useState } from 'react';
import { Chip, ChipProps } from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import styles from './Legend.module.css';

const STORAGE_KEY = 'releases.calendar.legend';

function readOpen(): boolean {
  try {
    return window.localStorage.getItem(STORAGE_KEY) !== 'closed';
  } catch {
    return true;
  }
}

interface LegendProps {
  /** The mark that everything else is hidden for. */
  mark?: string;
  onMark(mark: string | undefined): void;
}

const STATUSES = [
  'planned',
  'ready',
  'in-progress',
  'released',
  'rolled-back',
  'cancelled',
] as const;

/** What the marks mean. Each sample shows only its kind; it is remembered whether it is open. */
export const Legend = memo(function Legend(props: LegendProps) {
  const t = useText();
  const [isOpen, setOpen] = useState(readOpen);
  const toggle = () => {
    setOpen(!isOpen);
    try {
      window.localStorage.setItem(STORAGE_KEY, isOpen ? 'closed' : 'open');
    } catch {
      // Not remembered then.
    }
  };
  const sample = (mark: string, name: string, chip: Partial<ChipProps>) => (
    <Sample {...props} name={name} own={mark} chip={chip} />
  );

  return (
    <section
      className={`${tokens} ${styles.legend}`}
      aria-label={t('calendar.legend.title')}
      data-open={isOpen || undefined}
    >
      {isOpen ? (
        <ButtonIcon
          size="small"
          variant="tertiary"
          className={styles.toggle}
          icon={<RiArrowUpSLine />}
          aria-expanded
          aria-label={t('calendar.legend.hide')}
          onPress={toggle}
        />
      ) : (
        <Button
          size="small"
          variant="tertiary"
          iconEnd={<RiArrowDownSLine />}
          aria-expanded={false}
          onPress={toggle}
        >
          {t('calendar.legend.show')}
        </Button>
      )}
      {isOpen && (
        <div className={styles.groups}>
          <Group title={t('calendar.legend.windows')}>
            <Line
              lead={t('calendar.legend.freezeLead')}
              text={t('calendar.legend.freezeText')}
            >
              {sample('freeze-hard', t('calendar.legend.freeze'), {
                look: 'freeze-hard',
              })}
            </Line>
            <Line
              lead={t('calendar.legend.softFreezeLead')}
              text={t('calendar.legend.softFreezeText')}
            >
              {sample('freeze-soft', t('calendar.legend.softFreeze'), {
                look: 'freeze-soft',
              })}
            </Line>
            <Line
              lead={t('calendar.legend.allowLead')}
              text={t('calendar.legend.allowText')}
            >
              {sample('allow', t('calendar.legend.allow'), { look: 'allow' })}
            </Line>
            <Line
              lead={t('calendar.legend.advisoryLead')}
              text={t('calendar.legend.advisoryText')}
            >
              {sample('advisory', t('calendar.legend.advisory'), {
                look: 'advisory',
              })}
            </Line>
          </Group>
          <Group title={t('calendar.legend.releases')}>
            <div className={styles.statuses}>
              {STATUSES.map(status => (
                <Sample
                  key={status}
                  {...props}
                  own={`status:${status}`}
                  name={t(`shared.status.${status}`)}
                  chip={{ look: 'release', status }}
                />
              ))}
            </div>
            <div className={styles.note}>{t('calendar.legend.edge')}</div>
          </Group>
          <Group title={t('calendar.legend.marks')}>
            <Line
              lead={t('calendar.legend.collidesLead')}
              text={t('calendar.legend.collidesText')}
            >
              {sample('collides', t('calendar.legend.collides'), {
                look: 'release',
                status: 'planned',
                mark: 'collides',
              })}
            </Line>
            <Line
              lead={t('calendar.legend.overrideLead')}
              text={t('calendar.legend.overrideText')}
            >
              {sample('override', t('calendar.legend.override'), {
                look: 'release',
                status: 'ready',
                mark: 'override',
              })}
            </Line>
            <Line
              lead={t('calendar.legend.businessLead')}
              text={t('calendar.legend.businessText')}
            >
              {sample('business', t('calendar.legend.business'), {
                look: 'business',
              })}
            </Line>
            <Line
              lead={t('calendar.legend.vendorLead')}
              text={t('calendar.legend.vendorText')}
            >
              {sample('vendor', t('calendar.legend.vendor'), {
                look: 'vendor',
              })}
            </Line>
          </Group>
        </div>
      )}
    </section>
  );
});

function Group(props: { title: string; children: ReactNode }) {
  return (
    <div className={styles.group}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.children}
    </div>
  );
}

function Line(props: { lead: string; text: string; children: ReactNode }) {
  return (
    <div className={styles.line}>
      {props.children}
      <span>
        <b>{props.lead}</b> {props.text}
      </span>
    </div>
  );
}

function Sample(
  props: LegendProps & { own: string; name: string; chip: Partial<ChipProps> },
) {
  const { mark, own, name, chip, onMark } = props;
  const t = useText();
  const isOn = mark === own;
  return (
    <span className={styles.sample}>
      <Chip
        look="release"
        {...chip}
        title={name}
        selected={isOn}
        label={t('calendar.legend.only', { name })}
        buttonProps={{
          'aria-pressed': isOn,
          onClick: () => onMark(isOn ? undefined : own),
        }}
      />
    </span>
  );
}
