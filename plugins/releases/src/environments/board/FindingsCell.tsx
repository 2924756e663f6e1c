import { Button, DialogTrigger, Link, Popover } from '@backstage/ui';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { StatusText, useEntityHref } from '../shared';
import { environmentTokens } from '../tokens';
import { FindingItem } from '../shared/FindingItem';
import styles from './FindingsCell.module.css';
import { findingWord } from './findingWords';

/** What is found about an environment; pressed, with its evidence. */
export function FindingsCell(props: { row: EnvironmentRow }) {
  const { environment, findings } = props.row;
  const t = useText();
  const nameOf = useNames();
  const hrefOf = useEntityHref();
  const [first] = findings;
  if (!first)
    return (
      <span className={styles.none}>{t('environments.board.noFindings')}</span>
    );
  const firstWord = findingWord(first, t);
  const word =
    findings.length > 1
      ? t('environments.board.findingAndMore', {
          word: firstWord,
          more: String(findings.length - 1),
        })
      : firstWord;
  const href = hrefOf(environment.ref);
  return (
    <DialogTrigger>
      <Button
        variant="tertiary"
        className={styles.button}
        aria-label={t('environments.board.findingsOf', {
          count: findings.length,
          name: nameOf(environment.ref),
          word,
        })}
      >
        <StatusText
          status={first.kind}
          tone={first.severity === 'negative' ? 'wrong' : 'warn'}
          size="meta"
        >
          {word}
        </StatusText>
      </Button>
      <Popover>
        <div className={`${environmentTokens} ${styles.popover}`}>
          <ul className={styles.list}>
            {findings.map(finding => (
              <FindingItem key={finding.key} finding={finding} />
            ))}
          </ul>
          {href && (
            <p className={styles.foot}>
              <Link href={`${href}/environment`}>
                {t('environments.act.page')}
              </Link>
            </p>
          )}
        </div>
      </Popover>
    </DialogTrigger>
  );
}
