import type { InboxPage } from '../api/inbox';
import type { YoursEvent } from '../room/contracts';

/** How many entries a page keeps: the newest. */
export const kept = 100;

/** What a page knows of a person's inbox. */
export interface Inbox {
  /** In the order of their positions, without holes. */
  items: readonly YoursEvent[];
  /** Everything up to this position is known, or older than what a page keeps. */
  last: number;
  /** Up to here the person has read, on whichever device. */
  read: number;
}

export const emptyInbox: Inbox = { items: [], last: 0, read: 0 };

/** Adds what the hub sent; null when something before it is missing, or may be: the inbox must be read then. */
export function receive(inbox: Inbox, events: readonly YoursEvent[]): Inbox | null {
  if (events.length === 0) return null;
  const fresh = ordered(events.filter((event) => event.position > inbox.last));
  if (fresh.some((event, index) => event.position !== inbox.last + 1 + index)) return null;
  return fresh.length === 0 ? inbox : { ...inbox, items: [...inbox.items, ...fresh].slice(-kept), last: inbox.last + fresh.length };
}

/**
 * Adds a page that was read behind `after`. An inbox that ends before what is known here is another one, of a restored database: it replaces
 * what is known.
 */
export function addPage(inbox: Inbox, after: number, page: InboxPage): Inbox {
  if (page.last < inbox.last && page.last < after) return { ...emptyInbox, read: page.read };
  const fresh = ordered(page.items.filter((event) => event.position > inbox.last));
  // What was skipped on the way to the newest entries leaves no hole: the older ones go.
  const older = after > inbox.last ? [] : inbox.items;
  return {
    items: [...older, ...fresh].slice(-kept),
    last: Math.max(inbox.last, after, fresh.at(-1)?.position ?? 0),
    read: page.last < inbox.read ? page.read : Math.max(inbox.read, page.read),
  };
}

/** Where the next page begins: of a long inbox only the newest entries are read. Null when nothing is left. */
export const nextAfter = (page: InboxPage): number | null => (page.next === null ? null : Math.max(page.next, page.last - kept));

/** Marks everything up to `position` as read. */
export const readUpTo = (inbox: Inbox, position: number): Inbox => (position > inbox.read ? { ...inbox, read: position } : inbox);

/** Each position once, in order. */
function ordered(events: readonly YoursEvent[]): YoursEvent[] {
  const byPosition = new Map(events.map((event) => [event.position, event]));
  return [...byPosition.values()].sort((one, other) => one.position - other.position);
}
