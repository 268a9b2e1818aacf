import type { QuestionDraft, QuestionView, RoomSnapshot } from '../room/contracts';
import { call } from './http';

const at = (stage: string) => `/rooms/${encodeURIComponent(stage)}`;

export const getRoom = (room: string): Promise<RoomSnapshot> => call(at(room));

export const pin = (stage: string, productId: string, token: string): Promise<void> =>
  call(`${at(stage)}/pin`, { method: 'POST', body: { productId }, token });

export const unpin = (stage: string, token: string): Promise<void> => call(`${at(stage)}/pin`, { method: 'DELETE', token });

export const openQuestion = (stage: string, question: QuestionDraft, token: string): Promise<{ id: string }> =>
  call(`${at(stage)}/questions`, { method: 'POST', body: question, token });

export const closeQuestion = (stage: string, id: string, token: string): Promise<void> =>
  call(`${at(stage)}/questions/${encodeURIComponent(id)}/close`, { method: 'POST', token });

export const reveal = (stage: string, id: string, token: string): Promise<void> =>
  call(`${at(stage)}/questions/${encodeURIComponent(id)}/reveal`, { method: 'POST', token });

export const getQuestion = (stage: string, id: string, token: string | null): Promise<QuestionView> =>
  call(`${at(stage)}/questions/${encodeURIComponent(id)}`, { token });

/** Where a pin's card leads: counts the click and goes to the product's page. */
export const pinLink = (room: string, pinId: string): string => `/api/v1${at(room)}/pins/${encodeURIComponent(pinId)}/go`;
