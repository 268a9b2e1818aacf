import { expect, test } from 'vitest';
import type { YoursEvent } from '../room/contracts';
import type { Question } from '../room/state';
import { shownItems } from './shownItems';

const won = (position: number, question: string): YoursEvent => ({ position, type: 'prize.won', at: 100_000, data: { question, stage: 'gushi', text: '?', rank: 1 } });
const asked = (id: string, phase: Question['phase']) => ({ id, phase }) as Question;
const shown = (items: YoursEvent[], questions: Question[], now = 101_000) => {
  const { items: visible, upTo } = shownItems(items, questions, now);
  return [visible.map((item) => item.position), upTo];
};

test('the newest is first', () => expect(shown([won(1, 'a'), won(2, 'b')], [])).toEqual([[2, 1], 2]));

test('a prize waits until the picture shows the result, and so does what follows it', () => {
  const items = [won(1, 'a'), won(2, 'b'), won(3, 'c')];

  expect(shown(items, [asked('b', 'closed')])).toEqual([[1], 1]);
  expect(shown(items, [asked('b', 'revealed')])).toEqual([[3, 2, 1], 3]);
});

test('a prize does not wait for a picture that never comes', () => expect(shown([won(1, 'a')], [asked('a', 'closed')], 161_000)).toEqual([[1], 1]));

test('what this page has no words for is not shown, and counts as read', () => {
  const newer = { ...won(2, 'b'), type: 'order.paid' } as unknown as YoursEvent;

  expect(shown([won(1, 'a'), newer], [])).toEqual([[1], 2]);
});
