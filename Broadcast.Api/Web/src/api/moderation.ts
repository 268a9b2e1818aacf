import type { EventAuthor, RestrictionDraft, RoomMode } from '../room/contracts';
import { call } from './http';

export interface HeldMessage {
  id: string;
  /** When it was said, Unix milliseconds. */
  at: number;
  by: EventAuthor;
  text: string;
  /** `word`: a word of the lists is in it; `mode`: the room reviews everything; `shadow`: its author is hidden. */
  why: string;
}

export interface Restriction {
  viewer: string;
  /** `timeout`, `ban` or `shadow`. */
  kind: string;
  name: string;
  /** Unix milliseconds; null when it holds until it is lifted. */
  until: number | null;
  /** Who restricted them. */
  by: string;
  reason?: string;
}

export interface Moderation {
  mode: RoomMode;
  /** Messages that wait, the oldest first. */
  held: HeldMessage[];
  restrictions: Restriction[];
}

const at = (room: string) => `/rooms/${encodeURIComponent(room)}`;

export const getModeration = (room: string, token: string): Promise<Moderation> => call(`${at(room)}/moderation`, { token });

export const setMode = (room: string, mode: RoomMode, token: string): Promise<void> => call(`${at(room)}/mode`, { method: 'PUT', body: mode, token });

export const removeMessage = (room: string, offset: number, token: string): Promise<void> =>
  call(`${at(room)}/messages/${offset}`, { method: 'DELETE', token });

export const restrict = (room: string, viewer: string, restriction: RestrictionDraft, token: string): Promise<void> =>
  call(`${at(room)}/restrictions/${encodeURIComponent(viewer)}`, { method: 'PUT', body: restriction, token });

export const lift = (room: string, viewer: string, token: string): Promise<void> =>
  call(`${at(room)}/restrictions/${encodeURIComponent(viewer)}`, { method: 'DELETE', token });

export const review = (room: string, held: string, approve: boolean, token: string): Promise<void> =>
  call(`${at(room)}/held/${encodeURIComponent(held)}/${approve ? 'approve' : 'reject'}`, { method: 'POST', token });

/** What becomes of a message with the word in it. */
export type WordAction = 'mask' | 'hold' | 'block';

export interface ListedWord {
  text: string;
  action: WordAction;
  /** ISO 8601. */
  addedAt: string;
  addedBy: string;
}

/** One act of a moderator. */
export interface ModerationRecord {
  id: string;
  /** ISO 8601. */
  at: string;
  /** Null for a change of the word lists. */
  room: string | null;
  action: string;
  /** The id of who did it, and their name then. */
  by: string;
  byName: string;
  /** To whom; null when it was done to nobody. */
  viewer: string | null;
  viewerName: string;
  /** The message, the mode as JSON, or the changes of words. */
  text: string;
  reason: string;
  /** The end of a restriction, ISO 8601; null when it has none. */
  until: string | null;
  /** Whether it holds in all rooms. */
  everywhere: boolean;
}

export interface RecordsPage {
  /** The newest first. */
  records: ModerationRecord[];
  /** `before` of the page behind this one; null on the last. */
  next: string | null;
}

export interface RecordsQuery {
  room: string;
  action: string;
  by: string;
  viewer: string;
}

const words = '/moderation/words';

export const getWords = (token: string): Promise<{ words: ListedWord[] }> => call(words, { token });
export const addWord = (text: string, action: WordAction, token: string): Promise<void> => call(words, { method: 'POST', body: { text, action }, token });
export const deleteWord = (text: string, token: string): Promise<void> => call(`${words}?${new URLSearchParams({ text })}`, { method: 'DELETE', token });

/** @param before the `next` of the page before */
export function getRecords(query: RecordsQuery, before: string | null, limit: number, token: string): Promise<RecordsPage> {
  const asked = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries({ ...query, before: before ?? '' })) if (value) asked.set(name, value);
  return call(`/moderation/records?${asked}`, { token });
}
