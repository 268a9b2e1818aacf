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
