import type { QuestionDraft, QuestionView, RoomSnapshot } from '../room/contracts';
import { apiRoot, call } from './http';

export const roomPath = (room: string): string => `/rooms/${encodeURIComponent(room)}`;

export const getRoom = (room: string): Promise<RoomSnapshot> => call(roomPath(room));

export const pin = (stage: string, productId: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/pin`, { method: 'POST', body: { productId }, token });

export const unpin = (stage: string, token: string): Promise<void> => call(`${roomPath(stage)}/pin`, { method: 'DELETE', token });

export const openQuestion = (stage: string, question: QuestionDraft, token: string): Promise<{ id: string }> =>
  call(`${roomPath(stage)}/questions`, { method: 'POST', body: question, token });

export const closeQuestion = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/close`, { method: 'POST', token });

export const pauseQuestion = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/pause`, { method: 'POST', token });

export const resumeQuestion = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/resume`, { method: 'POST', token });

export const reveal = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/reveal`, { method: 'POST', token });

export const getQuestion = (stage: string, id: string, token: string | null): Promise<QuestionView> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}`, { token });

/** The link of a pin's card: counts the click and redirects to the product's page. */
export const pinLink = (room: string, pinId: string): string => `${apiRoot}${roomPath(room)}/pins/${encodeURIComponent(pinId)}/go`;
