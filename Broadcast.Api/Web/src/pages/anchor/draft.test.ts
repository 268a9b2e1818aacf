import { afterEach, expect, test, vi } from 'vitest';
import { forgetAllDrafts } from '../../forms/drafts';
import { storeOf } from '../../forms/testing';
import { emptyDraft, finished, forgetDraft, isReady, maySchedule, offeredTime, rememberDraft, rememberedDraft } from './draft';
import { rememberedMark, rememberMark } from './marks';

afterEach(() => void vi.unstubAllGlobals());

test('empty options are left out and the right answer moves with its text', () => {
  const draft = { ...emptyDraft, text: ' Which? ', options: ['a', ' ', ' c'], answer: 2 };
  expect(finished(draft)).toMatchObject({ text: 'Which?', options: ['a', 'c'], answer: 1 });
  expect(isReady(draft)).toBe(true);
});

test('a question whose right option is empty is not ready', () => {
  expect(isReady({ ...emptyDraft, text: '?', options: ['a', 'b', ''], answer: 2 })).toBe(false);
  expect(isReady({ ...emptyDraft, text: '?', options: ['a', ''] })).toBe(false);
});

test('no option is right unless one is chosen', () => {
  const draft = { ...emptyDraft, text: '?', options: ['a', 'b'] };
  expect(finished(draft).answer).toBeNull();
  expect(isReady(draft)).toBe(true);
});

test('something opens at once, or five seconds to a day later', () => {
  const now = Date.parse('2026-08-10T03:51:00Z');
  expect([null, undefined, now + 5_000, now + 86_400_000].map((at) => maySchedule(at, now))).toEqual([true, true, true, true]);
  expect([now, now + 4_999, now + 86_400_001, NaN].map((at) => maySchedule(at, now))).toEqual([false, false, false, false]);
});

test('the time that is offered is a round one, and not too soon', () => {
  expect(new Date(offeredTime(Date.parse('2026-08-10T03:51:00Z'))).toISOString()).toBe('2026-08-10T04:00:00.000Z');
  expect(new Date(offeredTime(Date.parse('2026-08-10T03:55:00Z'))).toISOString()).toBe('2026-08-10T04:00:00.000Z');
});

test('a question that is being written is kept until it is asked', () => {
  vi.stubGlobal('sessionStorage', storeOf(10_000));
  rememberDraft({ ...emptyDraft, text: 'Which?', answer: 1 });
  expect(rememberedDraft()).toEqual({ ...emptyDraft, text: 'Which?', answer: 1 });
  forgetDraft();
  expect(rememberedDraft()).toEqual(emptyDraft);
});

test('whoever signs in next sees no right answer', () => {
  vi.stubGlobal('sessionStorage', storeOf(10_000));
  rememberDraft({ ...emptyDraft, answer: 1 });
  rememberMark('q1', 1);
  expect([rememberedDraft().answer, rememberedMark('q1')]).toEqual([1, 1]);
  forgetAllDrafts();
  expect([rememberedDraft().answer, rememberedMark('q1')]).toEqual([null, null]);
});
