import { expect, test } from 'vitest';
import { addLine, addOwnLine, chatKept, removalsKept, removeLines, type ChatLine, type ChatState } from './chat';

const empty: ChatState = { chat: [], removed: [] };
const line = (offset: number, by = 'guest:1'): ChatLine => ({ offset, at: 0, by: { id: by, name: 'Li' }, text: `line ${offset}` });
const chatOf = (...lines: ChatLine[]): ChatState => lines.reduce((state, next) => addLine(state, next), empty);
const offsets = ({ chat }: ChatState) => chat.map(({ offset }) => offset);

test('lines are in log order, however they arrive', () => expect(offsets(chatOf(line(2), line(5), line(1), line(4)))).toEqual([1, 2, 4, 5]));

test('a line that arrives twice is kept once', () => expect(offsets(chatOf(line(1), line(2), line(1), line(2)))).toEqual([1, 2]));

test('chat keeps its newest lines', () => {
  const full = chatOf(...Array.from({ length: chatKept + 5 }, (_, index) => line(index + 1)));
  expect(full.chat).toHaveLength(chatKept);
  expect(full.chat.at(-1)?.offset).toBe(chatKept + 5);
});

test('the text of the log replaces that of an own line, which stays an own line', () => {
  const masked = { ...line(3), text: 'call ***' };
  expect(addLine(addOwnLine(empty, line(3)), masked).chat).toEqual([{ ...masked, own: true }]);
  expect(addOwnLine(addLine(empty, masked), line(3)).chat).toEqual([{ ...masked, own: true }]);
});

test('a removed line disappears and does not come back', () => {
  const without = removeLines(chatOf(line(1), line(2), line(3)), { at: 4, offset: 2 });
  expect(offsets(without)).toEqual([1, 3]);
  expect(offsets(addLine(without, line(2)))).toEqual([1, 3]);
  expect(offsets(addOwnLine(without, line(2)))).toEqual([1, 3]);
});

test('removing the messages of a person removes earlier ones and no later ones', () => {
  const without = removeLines(chatOf(line(1), line(2, 'guest:2'), line(3), line(6)), { at: 5, viewer: 'guest:1' });
  expect(offsets(without)).toEqual([2, 6]);
  expect(offsets(addLine(addLine(without, line(4)), line(7)))).toEqual([2, 6, 7]);
});

test('removals are remembered up to a bound', () => {
  let state = empty;
  for (let at = 1; at <= removalsKept + 5; at++) state = removeLines(state, { at, offset: at });
  expect(state.removed).toHaveLength(removalsKept);
});
