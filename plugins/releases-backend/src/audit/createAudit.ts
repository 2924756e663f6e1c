import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { Knex } from 'knex';
import { AuditHandlers, auditHandlers } from './auditHandlers';
import { AuditLog } from './AuditLog';
import { AuditAccess, AuditService } from './AuditService';
import { AuditStore } from './AuditStore';
import { CheckpointSigner } from './CheckpointSigner';
import { CheckpointStore } from './CheckpointStore';
import { DatabaseAuditLog } from './DatabaseAuditLog';
import { listVerifierKeys, loadSigningKey } from './signingKey';

const CHECKPOINT_EVERY = 'releases.audit.checkpointEvery';

/**
 * Puts the audit room together: the log that other rooms append to, its HTTP
 * handlers, and the task that signs checkpoints on one replica.
 */
export async function createAudit(options: {
  knex: Knex;
  scheduler: SchedulerService;
  config: Config;
  logger: LoggerService;
  access: AuditAccess;
  clock?: () => Date;
}): Promise<{ log: AuditLog; handlers: AuditHandlers }> {
  const { knex, scheduler, config, logger, access } = options;
  const clock = options.clock ?? (() => new Date());
  const key = await loadSigningKey({ knex, config, clock });
  const entries = new AuditStore({ knex });
  const checkpoints = new CheckpointStore({ knex });
  const signer = new CheckpointSigner({
    knex,
    entries,
    checkpoints,
    key,
    clock,
  });

  await scheduler.scheduleTask({
    id: 'audit-checkpoint',
    frequency: config.has(CHECKPOINT_EVERY)
      ? readDurationFromConfig(config, { key: CHECKPOINT_EVERY })
      : { minutes: 10 },
    initialDelay: { seconds: 30 },
    timeout: { minutes: 10 },
    scope: 'global',
    fn: async () => {
      const { size } = await signer.sign();
      logger.debug(`Signed the audit log at size ${size}`);
    },
  });

  const service = new AuditService({
    entries,
    checkpoints,
    signer,
    key,
    listVerifierKeys: () => listVerifierKeys(knex),
    access,
    logger,
  });
  return {
    log: new DatabaseAuditLog({ clock }),
    handlers: auditHandlers(service),
  };
}
