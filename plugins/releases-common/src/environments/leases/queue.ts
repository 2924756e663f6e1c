import type { LeaseTicket } from './schema';

/**
 * Those that wait, first come first served; who has not asked again in time has
 * left. `now` is in epoch milliseconds.
 *
 * @public
 */
export function orderQueue(
  tickets: readonly LeaseTicket[],
  now: number,
): LeaseTicket[] {
  return tickets
    .filter(ticket => now < Date.parse(ticket.pollBy))
    .sort((one, other) => one.sequence - other.sequence);
}

/**
 * How many come before: those in front of the ticket, or all that wait for one
 * without a ticket or whose ticket has lapsed.
 *
 * @public
 */
export function countAhead(
  tickets: readonly LeaseTicket[],
  now: number,
  ticketId?: string,
): number {
  const waiting = orderQueue(tickets, now);
  const place = waiting.findIndex(ticket => ticket.id === ticketId);
  return place < 0 ? waiting.length : place;
}
