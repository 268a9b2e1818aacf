import { call, download } from './http';
import { roomPath } from './rooms';

/** A room's audience figures of one day; `/docs` defines each of them. */
export interface AudienceDay {
  date: string;
  peak: number;
  peakAt?: string | null;
  hours: { hour: number; peak: number }[];
  unique: number;
  watchedSeconds: number;
  averageSeconds: number;
}

export interface Audience {
  room: string;
  viewers: number;
  /** Null when the caller may not see it. */
  day: AudienceDay | null;
}

export interface PresentSite {
  id: string;
  name: string;
  village: string;
  county: string;
  province: string;
  since: string;
}

export interface RosterPage {
  /** Sites in the room, on all pages. */
  total: number;
  sites: PresentSite[];
  /** Null on the last page. */
  next: string | null;
}

export type RosterOrder = 'place' | 'name';

export interface RosterQuery {
  order: RosterOrder;
  /** What the place or the name begins with. */
  prefix: string;
  after: string;
  limit: number;
}

export const getAudience = (room: string, token: string): Promise<Audience> => call(`${roomPath(room)}/audience`, { token });

export const getRoster = (room: string, query: RosterQuery, token: string): Promise<RosterPage> =>
  call(`${roomPath(room)}/roster?${new URLSearchParams({ ...query, limit: String(query.limit) })}`, { token });

export const downloadAttendance = (room: string, token: string): Promise<void> => download(`${roomPath(room)}/roster/attendance`, token);
