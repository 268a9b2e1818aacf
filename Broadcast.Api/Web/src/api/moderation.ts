import type { EventAuthor, RestrictionDraft, RoomMode } from '../room/contracts';
import { call } from './http';
import { roomPath } from './rooms';

export interface HeldMessage {
  id: string;
  /** When it was sent, Unix milliseconds. */
  at: number;
  by: EventAuthor;
  text: string;
  /** `word`: it contains a listed word; `mode`: the room reviews every message; `shadow`: its author is hidden. */
  why: string;
}

export interface Restriction {
  viewer: string;
  /** `timeout`, `ban` or `shadow`. */
  kind: string;
  /** Whether it holds in all rooms; a person may have one for this room besides. */
  everywhere: boolean;
  name: string;
  /** Unix milliseconds; null when it holds until it is lifted. */
  until: number | null;
  /** Who restricted them. */
  by: string;
  reason?: string;
}

export interface Moderation {
  mode: RoomMode;
  /** Messages that wait for a decision, the oldest first. */
  held: HeldMessage[];
  restrictions: Restriction[];
}

export const getModeration = (room: string, token: string): Promise<Moderation> => call(`${roomPath(room)}/moderation`, { token });

export const setMode = (room: string, mode: RoomMode, token: string): Promise<void> => call(`${roomPath(room)}/mode`, { method: 'PUT', body: mode, token });

export const removeMessage = (room: string, offset: number, token: string): Promise<void> =>
  call(`${roomPath(room)}/messages/${offset}`, { method: 'DELETE', token });

export const restrict = (room: string, viewer: string, restriction: RestrictionDraft, token: string): Promise<void> =>
  call(`${roomPath(room)}/restrictions/${encodeURIComponent(viewer)}`, { method: 'PUT', body: restriction, token });

export const lift = (room: string, viewer: string, token: string): Promise<void> =>
  call(`${roomPath(room)}/restrictions/${encodeURIComponent(viewer)}`, { method: 'DELETE', token });

export const review = (room: string, held: string, approve: boolean, token: string): Promise<void> =>
  call(`${roomPath(room)}/held/${encodeURIComponent(held)}/${approve ? 'approve' : 'reject'}`, { method: 'POST', token });

/** What happens to a message that contains the word. */
export type WordAction = 'mask' | 'hold' | 'block';

export interface ListedWord {
  text: string;
  action: WordAction;
  /** ISO 8601. */
  addedAt: string;
  addedBy: string;
}

/** One action of a moderator. */
export interface ModerationRecord {
  id: string;
  /** ISO 8601. */
  at: string;
  /** Null for a change of the word lists. */
  room: string | null;
  action: string;
  /** The id of the person who did it, and their name at that time. */
  by: string;
  byName: string;
  /** The person it was done to; null when there is none. */
  viewer: string | null;
  viewerName: string;
  /** The message, the mode as JSON, or the changed words. */
  text: string;
  reason: string;
  /** The end of a restriction, ISO 8601; null when it has none. */
  until: string | null;
  /** Whether it applies in all rooms. */
  everywhere: boolean;
}

export interface RecordsPage {
  /** The newest first. */
  records: ModerationRecord[];
  /** The `before` that returns the next, older page; null on the last. */
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
/**
 * @param replaces the text of the word whose place it takes
 * @param from the action that this word had; `words.conflict` where it has another one by now, or is gone
 */
export const addWord = (word: { text: string; action: WordAction; replaces?: string; from?: WordAction }, token: string): Promise<ListedWord> => call(words, { method: 'POST', body: word, token });
/** Adds all of the words, or none. */
export const importWords = (added: readonly { text: string; action: WordAction }[], token: string): Promise<{ added: number; changed: number }> =>
  call(`${words}/import`, { method: 'POST', body: { words: added }, token });
export const deleteWord = (text: string, token: string): Promise<void> => call(`${words}?${new URLSearchParams({ text })}`, { method: 'DELETE', token });

/** @param before the `next` of the previous page; null for the newest page */
export function getRecords(query: RecordsQuery, before: string | null, limit: number, token: string): Promise<RecordsPage> {
  const parameters = new URLSearchParams({ limit: String(limit) });
  for (const [name, value] of Object.entries({ ...query, before: before ?? '' })) if (value) parameters.set(name, value);
  return call(`/moderation/records?${parameters}`, { token });
}
