import { Knex } from 'knex';

/** By these somebody mutes what they do not want to hear of; they never change. */
export type NoticeTopic =
  | 'environment-approval'
  | 'environment-booking'
  | 'environment-waiting'
  | 'environment-claim'
  | 'environment-attestation'
  | 'environment-expiry';

/** What somebody is told. */
export interface Notice {
  /** Told once, however often somebody sets about telling it. */
  key: string;
  /** A later notice of the same takes the place of an earlier one; `key` unless told. */
  scope?: string;
  topic: NoticeTopic;
  /** Users, or groups whose members are meant. */
  recipients?: string[];
  /** And who owns these environments by the time it is sent. */
  ownersOf?: string[];
  /** Who has done it knows it already. */
  exclude?: string;
  /** Names nothing that one of the recipients may not see. */
  title: string;
  description?: string;
  /** Within the portal, as `/releases/environments`. */
  link?: string;
  severity?: 'critical' | 'high' | 'normal' | 'low';
}

/** Tells people, once what it is about has been committed. */
export interface Notifier {
  /** Within the transaction that it tells of: it is lost with it, and only with it. */
  notify(tx: Knex.Transaction, notice: Notice): Promise<void>;
}

/** What other programs are told, on a topic of the events service. */
export interface OutboxEvent {
  /** Told once, however often somebody sets about telling it. */
  key: string;
  topic: string;
  payload: Record<string, unknown>;
}

/** The same for programs. */
export interface Announcer {
  announce(tx: Knex.Transaction, event: OutboxEvent): Promise<void>;
}
