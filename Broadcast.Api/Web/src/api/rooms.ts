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

/** Marks the right option, from 0; nobody is told which it is before the reveal. */
export const markAnswer = (stage: string, id: string, answer: number, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/answer`, { method: 'POST', body: { answer }, token });

export const voidQuestion = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/void`, { method: 'POST', token });

export const reveal = (stage: string, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}/reveal`, { method: 'POST', token });

export const getQuestion = (stage: string, id: string, token: string | null): Promise<QuestionView> =>
  call(`${roomPath(stage)}/questions/${encodeURIComponent(id)}`, { token });

export const getPoll = (stage: string, id: string, token: string | null): Promise<{ text: string }> =>
  call(`${roomPath(stage)}/polls/${encodeURIComponent(id)}`, { token });

/** The part of the path of what is scheduled. */
export type ScheduledKind = 'questions' | 'polls';

export const openScheduled = (stage: string, kind: ScheduledKind, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/${kind}/${encodeURIComponent(id)}/open`, { method: 'POST', token });

export const cancelScheduled = (stage: string, kind: ScheduledKind, id: string, token: string): Promise<void> =>
  call(`${roomPath(stage)}/${kind}/${encodeURIComponent(id)}/cancel`, { method: 'POST', token });

/** The link of a pin's card: counts the click and redirects to the product's page. */
export const pinLink = (room: string, pinId: string): string => `${apiRoot}${roomPath(room)}/pins/${encodeURIComponent(pinId)}/go`;
