import type { YoursEvent } from '../room/contracts';
import { call } from './http';

/** One page of the caller's inbox, the oldest entry first. */
export interface InboxPage {
  items: YoursEvent[];
  /** The `after` of the next page; null on the last page. */
  next: number | null;
  /** The position of the newest entry. */
  last: number;
  /** Up to where the person has read, on whichever device. */
  read: number;
}

export const getInbox = (after: number, ticket: string): Promise<InboxPage> => call(`/my/inbox?after=${after}&limit=100`, { token: ticket });

/** The answer is the furthest position of all devices. */
export const markInboxRead = (position: number, ticket: string): Promise<{ read: number }> =>
  call('/my/inbox/read', { method: 'PUT', body: { position }, token: ticket });
