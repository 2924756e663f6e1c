import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { Knex } from 'knex';
import { Clock } from '../../database';
import { EnvironmentOwners } from '../claims';
import { Notice } from './Notifier';
import { Message, Outbox } from './Outbox';

const KEPT_MS = 90 * 86_400_000;

interface Delivery {
  knex: Knex;
  clock: Clock;
  outbox: Outbox;
  owners: EnvironmentOwners;
  events: EventsService;
  notifications: NotificationService;
  logger: LoggerService;
  signal?: AbortSignal;
}

/**
 * Sends what is in the outbox, one by one. One that fails is tried again later,
 * and keeps none of the others. For the scheduler. Answers how many were sent.
 */
export async function deliverOutbox(options: Delivery): Promise<number> {
  const { knex, clock, outbox, logger, signal } = options;
  let sent = 0;
  while (!signal?.aborted) {
    const message = await outbox.take(await clock(knex));
    if (!message) break;
    try {
      await send(message, options);
      await outbox.done(message.id, await clock(knex));
      sent += 1;
    } catch (error) {
      const failure = stringifyError(error);
      const goesOn = await outbox.failed(
        message.id,
        failure,
        await clock(knex),
      );
      const text = `Could not send ${message.kind} ${message.message.key}: ${failure}`;
      if (goesOn) logger.debug(text);
      else logger.warn(`${text}; given up`);
    }
  }
  await outbox.dropDone((await clock(knex)) - KEPT_MS);
  return sent;
}

async function send(message: Message, options: Delivery): Promise<void> {
  if (message.kind === 'event') {
    const { topic, key, payload } = message.message;
    await options.events.publish({
      topic,
      // The same when it is told again, so that who listens may tell.
      eventPayload: { id: key, ...payload },
    });
    return;
  }
  const notice = message.message;
  const entityRef = await recipientsOf(notice, options);
  if (entityRef.length === 0) return;
  const { key, scope = key, exclude } = notice;
  const { topic, title, description, link, severity = 'normal' } = notice;
  await options.notifications.send({
    recipients: {
      type: 'entity',
      entityRef,
      ...(exclude && { excludeEntityRef: exclude }),
    },
    payload: {
      title,
      ...(description && { description }),
      ...(link && { link }),
      severity,
      topic,
      scope,
    },
  });
}

async function recipientsOf(
  { recipients = [], ownersOf = [] }: Notice,
  { owners }: Delivery,
): Promise<string[]> {
  const owned = ownersOf.length > 0 ? await owners.of(ownersOf) : new Map();
  const refs = [
    ...recipients,
    ...[...owned.values()].flatMap(({ owner }) => owner.owner ?? []),
  ];
  // Nobody reads what a service or a plugin is sent.
  return [...new Set(refs)].filter(ref => /^(user|group):/.test(ref));
}
