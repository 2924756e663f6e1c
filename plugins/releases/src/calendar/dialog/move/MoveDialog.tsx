import { Button, Dialog, DialogFooter, DialogHeader } from '@backstage/ui';
import {
  RiArrowRightLine,
  RiDoorOpenLine,
  RiErrorWarningLine,
  RiSnowflakeLine,
  RiTimeLine,
} from '@remixicon/react';
import { useState } from 'react';
import { headlineOf, lookOf, Tile } from '../../../shared/marks';
import { messageOf } from '../../../shared/states';
import {
  formatSpan,
  formatSpanWithZone,
  viewerZone,
} from '../../../shared/time';
import { tokens } from '../../../shared/tokens';
import { useText } from '../../../translation';
import { currentOf, isConflict } from '../fieldErrors';
import { MoveDialogProps } from '../types';
import { useMove, useMoveEffects } from './useMove';
import styles from './MoveDialog.module.css';

const ICONS = {
  positive: <RiDoorOpenLine size={16} />,
  warning: <RiErrorWarningLine size={16} />,
  negative: <RiSnowflakeLine size={16} />,
  neutral: <RiTimeLine size={16} />,
};

interface Changed {
  revision: number;
  start?: string;
  end?: string;
}

/** Says what a move means before it is written, and writes it. */
export function MoveDialog(props: MoveDialogProps) {
  const { item, to, onClose, onMoved } = props;
  const t = useText();
  const zone = viewerZone();
  const { data, error, isLoading } = useMoveEffects(item, to);
  const { move, isMoving } = useMove(item, to);
  const [failure, setFailure] = useState<string>();
  const [changed, setChanged] = useState<Changed>();

  const deed = async () => {
    setFailure(undefined);
    try {
      await move(changed?.revision ?? item.revision);
      onMoved();
    } catch (reason) {
      const current = isConflict(reason)
        ? (currentOf(reason) as Changed | undefined)
        : undefined;
      if (current) setChanged(current);
      else setFailure(t('dialog.move.failed', { reason: messageOf(reason) }));
    }
  };

  return (
    <Dialog
      isOpen
      width={440}
      className={tokens}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader className={styles.title}>
        <Tile look={lookOf(item)} />
        {t('dialog.move.title', { title: headlineOf(item).full })}
      </DialogHeader>
      <div className={styles.body}>
        <p className={styles.change}>
          <span>{formatSpan(item, zone)}</span>
          <RiArrowRightLine size={14} aria-hidden />
          <strong>{formatSpanWithZone(to, zone)}</strong>
        </p>
        <ul className={styles.effects} aria-live="polite" aria-busy={isLoading}>
          {!data && isLoading && <li>{t('dialog.move.checking')}</li>}
          {error !== undefined && (
            <li>{t('dialog.move.unknown', { reason: messageOf(error) })}</li>
          )}
          {data?.effects.map(({ tone, text }) => (
            <li key={text} data-tone={tone}>
              {ICONS[tone]}
              <span>{text}</span>
            </li>
          ))}
          {data && data.scope !== 'whole' && (
            <li data-tone="warning">
              {ICONS.warning}
              <span>{t(`dialog.move.${data.scope}`)}</span>
            </li>
          )}
        </ul>
        {changed && (
          <p role="alert" className={styles.problem}>
            {changed.start && changed.end
              ? t('dialog.move.changed', {
                  span: formatSpanWithZone(
                    { start: changed.start, end: changed.end },
                    zone,
                  ),
                })
              : t('dialog.move.changedOther')}
          </p>
        )}
        {failure && (
          <p role="alert" className={styles.problem}>
            {failure}
          </p>
        )}
      </div>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.move.putBack')}
        </Button>
        <Button variant="primary" autoFocus isPending={isMoving} onPress={deed}>
          {changed ? t('dialog.move.tryAgain') : t('dialog.move.move')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
