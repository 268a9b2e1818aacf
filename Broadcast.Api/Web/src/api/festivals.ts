import { call } from './http';

export interface Chapter {
  id: string;
  name: string;
  nameEn: string;
  text: string;
  textEn: string;
  /** Since when it is not offered any more; operators see such ones. */
  retiredAt?: string;
}

export interface Stage {
  id: string;
  name: string;
  nameEn: string;
  place: string;
  placeEn: string;
  /** What is shown there. */
  shown: string;
  shownEn: string;
  /** Sent back with a change. */
  revision: number;
  retiredAt?: string;
}

export interface Festival {
  id: string;
  name: string;
  nameEn: string;
  theme: string;
  themeEn: string;
  /** The relay programme's channel. */
  channel: string;
  /** IANA name. */
  timeZone: string;
  /** yyyy-MM-dd; null while they are not said. */
  firstDay: string | null;
  lastDay: string | null;
  /** Sent back with a change. */
  revision: number;
  retiredAt?: string;
  chapters: Chapter[];
  stages: Stage[];
}

/** `start` is ISO 8601, `duration` seconds. A new slot has no id yet. */
export interface Slot {
  id?: string;
  stage: string;
  title: string;
  titleEn?: string | null;
  start: string;
  duration: number;
}

export interface Rundown {
  revision: number;
  slots: Slot[];
}

const pathOf = (festival: string) => `/festivals/${encodeURIComponent(festival)}`;

/** A festival in a list. */
export interface FestivalEntry extends Pick<Festival, 'id' | 'name' | 'nameEn' | 'firstDay' | 'lastDay' | 'timeZone' | 'retiredAt'> {
  state: 'present' | 'upcoming' | 'past' | 'retired';
}

/** The one that is on comes first, then those that come, then those that are over. */
export const listFestivals = (): Promise<FestivalEntry[]> => call('/festivals');
export const getFestival = (id: string): Promise<Festival> => call(pathOf(id));
export const getRundown = (id: string): Promise<Rundown> => call(`${pathOf(id)}/rundown`);

/** What guests may do at a festival. */
export const getFestivalGuests = (id: string): Promise<{ guests: string[] }> => call(`${pathOf(id)}/guests`);

export const putRundown = (id: string, rundown: Rundown, token: string): Promise<Rundown> =>
  call(`${pathOf(id)}/rundown`, { method: 'PUT', body: rundown, token });
