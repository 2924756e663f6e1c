import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Skeleton } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import type { Checkpoint } from '@release-desk/plugin-releases-common';
import {
  RiDownloadLine,
  RiFileCopyLine,
  RiShieldCheckLine,
  RiShieldKeyholeLine,
} from '@remixicon/react';
import { useState } from 'react';
import { releasesApiRef } from '../api';
import { useQuery } from '../shared/data';
import { messageOf } from '../shared/states';
import { describeDistance, useNow } from '../shared/time';
import { useText } from '../translation';
import styles from './Audit.module.css';
import { downloadExport } from './downloadExport';
import { useVerification } from './useVerification';
import { Verdict } from './Verdict';

/** How far the log is sealed, by whom, and the means to check it. */
export function SealCard() {
  const t = useText();
  const api = useApi(releasesApiRef);
  const now = useNow();
  const [busy, setBusy] = useState<'sign' | 'export'>();
  const [failure, setFailure] = useState<unknown>();
  const [signed, setSigned] = useState<Checkpoint>();
  const [isCopied, setCopied] = useState(false);
  const verification = useVerification();
  const seal = useQuery('seal', async signal => {
    const [checkpoints, newest, key] = await Promise.all([
      api.listCheckpoints({ query: { limit: 1 } }, { signal }),
      api.listAudit({ query: { limit: 1 } }, { signal }),
      api.getAuditKey({}, { signal }),
    ]);
    const size = newest.items[0] ? newest.items[0].seq + 1 : 0;
    return { checkpoint: checkpoints.items[0], size, key };
  });

  const during = async (what: 'sign' | 'export', deed: () => Promise<void>) => {
    setBusy(what);
    setFailure(undefined);
    try {
      await deed();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(undefined);
    }
  };

  const { size = 0, key } = seal.data ?? {};
  const checkpoint = newestOf(signed, seal.data?.checkpoint);
  const unsealed = size - (checkpoint?.size ?? 0);
  return (
    <section className={styles.card} aria-busy={seal.isLoading}>
      <Flex justify="between" align="start" gap="4" className={styles.seal}>
        <div>
          {!seal.data && !seal.error && <Skeleton width={280} height={24} />}
          {seal.error !== undefined && (
            <p className={styles.bad}>{messageOf(seal.error)}</p>
          )}
          {seal.data && (
            <>
              <h3 className={styles.headline}>
                <RiShieldCheckLine size={20} aria-hidden />
                {checkpoint
                  ? t('audit.seal.sealed', {
                      count: checkpoint.size,
                      when: describeDistance(checkpoint.at, now, t),
                    })
                  : t('audit.seal.none')}
              </h3>
              <p className={styles.muted}>
                {checkpoint &&
                  unsealed > 0 &&
                  t('audit.seal.open', { count: unsealed })}
                {checkpoint && unsealed <= 0 && t('audit.seal.openNone')}
                {!checkpoint && t('audit.seal.noneText')}
              </p>
            </>
          )}
          {key && (
            <p className={styles.muted}>
              {t('audit.seal.origin', { origin: key.origin })}{' '}
              <span className={styles.hash}>{key.verifierKey}</span>
            </p>
          )}
        </div>
        <Flex gap="2" className={styles.buttons}>
          <Button
            variant="primary"
            iconStart={<RiShieldCheckLine />}
            isDisabled={verification.state.status === 'running'}
            onPress={() => verification.start().then(seal.reload)}
          >
            {t('audit.seal.verify')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiDownloadLine />}
            isPending={busy === 'export'}
            onPress={() =>
              during('export', async () => {
                await downloadExport(api);
                // An export ends with a seal of its own.
                seal.reload();
              })
            }
          >
            {t('audit.seal.export')}
          </Button>
          <Button
            variant="secondary"
            iconStart={<RiShieldKeyholeLine />}
            isPending={busy === 'sign'}
            onPress={() =>
              during('sign', async () => {
                setSigned(await api.createCheckpoint({}));
                seal.reload();
              })
            }
          >
            {t('audit.seal.sign')}
          </Button>
          {key && (
            <Button
              variant="secondary"
              iconStart={<RiFileCopyLine />}
              onPress={async () => {
                await navigator.clipboard?.writeText(key.verifierKey);
                setCopied(true);
              }}
            >
              {t(isCopied ? 'audit.seal.copied' : 'audit.seal.copyKey')}
            </Button>
          )}
        </Flex>
      </Flex>
      {verification.state.status === 'running' && (
        <div className={styles.progress}>
          <LinearProgress aria-label={t('audit.verify.label')} />
          <Flex justify="between" align="center">
            <span>
              {t('audit.verify.running', { count: verification.state.lines })}
            </span>
            <Button variant="tertiary" onPress={verification.stop}>
              {t('audit.seal.stop')}
            </Button>
          </Flex>
        </div>
      )}
      <div aria-live="polite">
        <Verdict state={verification.state} />
        {failure !== undefined && (
          <p className={styles.bad}>{messageOf(failure)}</p>
        )}
      </div>
    </section>
  );
}

/** What was just signed counts at once, whatever was asked before it. */
function newestOf(
  a: Checkpoint | undefined,
  b: Checkpoint | undefined,
): Checkpoint | undefined {
  return a && b && a.size < b.size ? b : a ?? b;
}
