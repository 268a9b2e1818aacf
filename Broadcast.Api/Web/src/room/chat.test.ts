import { expect, test } from 'vitest';
import { acknowledged, chatKept, removalsKept, said, takenBack, type ChatLine, type Talk } from './chat';

const silence: Talk = { chat: [], removed: [] };
const line = (offset: number, by = 'guest:1'): ChatLine => ({ offset, at: 0, by: { id: by, name: 'Li' }, text: `line ${offset}` });
const talk = (...lines: ChatLine[]): Talk => lines.reduce((state, next) => said(state, next), silence);
const offsets = ({ chat }: Talk) => chat.map(({ offset }) => offset);

test('lines stand in the order of the log, however they come', () => expect(offsets(talk(line(2), line(5), line(1), line(4)))).toEqual([1, 2, 4, 5]));

test('a line that comes again stands once', () => expect(offsets(talk(line(1), line(2), line(1), line(2)))).toEqual([1, 2]));

test('chat keeps its newest lines', () => {
  const full = talk(...Array.from({ length: chatKept + 5 }, (_, index) => line(index + 1)));
  expect(full.chat).toHaveLength(chatKept);
  expect(full.chat.at(-1)?.offset).toBe(chatKept + 5);
});

test('the log says what an own line is, and it stays an own one', () => {
  const masked = { ...line(3), text: 'call ***' };
  expect(said(acknowledged(silence, line(3)), masked).chat).toEqual([{ ...masked, own: true }]);
  expect(acknowledged(said(silence, masked), line(3)).chat).toEqual([{ ...masked, own: true }]);
});

test('a line that was taken back goes, and does not come again', () => {
  const without = takenBack(talk(line(1), line(2), line(3)), { at: 4, offset: 2 });
  expect(offsets(without)).toEqual([1, 3]);
  expect(offsets(said(without, line(2)))).toEqual([1, 3]);
  expect(offsets(acknowledged(without, line(2)))).toEqual([1, 3]);
});

test('what a person had said goes, and what they say later stands', () => {
  const without = takenBack(talk(line(1), line(2, 'guest:2'), line(3), line(6)), { at: 5, viewer: 'guest:1' });
  expect(offsets(without)).toEqual([2, 6]);
  expect(offsets(said(said(without, line(4)), line(7)))).toEqual([2, 6, 7]);
});

test('removals are remembered up to a bound', () => {
  let state = silence;
  for (let at = 1; at <= removalsKept + 5; at++) state = takenBack(state, { at, offset: at });
  expect(state.removed).toHaveLength(removalsKept);
});
