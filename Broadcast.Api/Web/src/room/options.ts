import type { ChannelClock } from './clock';
import type { EventAuthor, StageReports } from './contracts';
import type { Connect } from './hub';

/** What a room's client is made with. */
export interface RoomOptions {
  /** The room to be in: a channel's id. */
  room: string;
  /** The token or ticket to come with. `again` is true when the server has said that the last one is no good any more. */
  token: (again: boolean) => Promise<string>;
  /** A newer ticket of the same person in place of one that ends soon. Without this the connection ends with its ticket. */
  renew?: (ticket: string) => Promise<string>;
  /** As whom the room names who comes with the token; with it, what was said here stands as soon as the room has taken it. */
  author?: () => EventAuthor | null;
  /** Says when the picture shows what; `new ChannelClock(() => Infinity)` shows everything at once. */
  clock: ChannelClock;
  /** Staff who run stages hear how these do, all of them after each connection. */
  stages?: (reports: StageReports) => void;
  /** Where the hub is; the page's own host by default. */
  url?: string;
  /** Where the feed is that is read while the hub lets nobody in; the page's own host by default, null for none. */
  feed?: string | null;
  /** `feed`: look on by the feed alone, without a ticket, until `takePart` is called. */
  via?: 'hub' | 'feed';
  /** Makes connections; for tests. */
  connect?: Connect;
}
