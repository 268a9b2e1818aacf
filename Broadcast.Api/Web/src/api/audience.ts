import { call, download } from './http';

/** A room's numbers of one day; what each means is said in `/docs`. */
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
  /** Null for those who may not see it. */
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

const at = (room: string) => `/rooms/${encodeURIComponent(room)}`;

export const getAudience = (room: string, token: string): Promise<Audience> => call(`${at(room)}/audience`, { token });

export const getRoster = (room: string, query: RosterQuery, token: string): Promise<RosterPage> =>
  call(`${at(room)}/roster?${new URLSearchParams({ ...query, limit: String(query.limit) })}`, { token });

export const downloadAttendance = (room: string, token: string): Promise<void> => download(`${at(room)}/roster/attendance`, token);
