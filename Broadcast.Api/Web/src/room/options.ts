import type { ChannelClock } from './clock';
import type { EventAuthor, StageReports } from './contracts';
import type { Connect } from './hub';

export interface RoomOptions {
  /** The room to be in: a channel's id. */
  room: string;
  /** Returns the token or ticket to connect with. `again` is true when the server no longer accepts the last one. */
  token: (again: boolean) => Promise<string>;
  /** Returns a newer ticket of the same person in place of one that expires soon. Without `renew` the connection ends with its ticket. */
  renew?: (ticket: string) => Promise<string>;
  /** Returns the token's bearer as the room names them; with it, an own message is shown as soon as the room accepted it. */
  author?: () => EventAuthor | null;
  /** Decides when events are shown; `new ChannelClock(() => Infinity)` shows everything at once. */
  clock: ChannelClock;
  /** For staff who run stages: receives the stages' reports, after each connection those of all stages. */
  stages?: (reports: StageReports) => void;
  /** URL of the hub; on the page's own host by default. */
  url?: string;
  /** URL of the feed, which is read while the hub accepts no connection; on the page's own host by default, null for none. */
  feed?: string | null;
  /** `feed`: only reads the feed, without a ticket, until `takePart` is called. */
  via?: 'hub' | 'feed';
  /** Makes connections; for tests. */
  connect?: Connect;
}
