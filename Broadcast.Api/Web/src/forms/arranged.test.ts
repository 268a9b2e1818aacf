import { expect, test } from 'vitest';
import { arranged, moved, putBack, wasMoved, woven } from './arranged';

test('an own order holds over what is gone and what has come', () => expect(arranged(['c', 'a', 'b'], ['a', 'c', 'd'])).toEqual(['c', 'a', 'd']));

test('only what both know can have been moved', () => {
  expect(wasMoved(['a', 'b', 'c'], ['d', 'a', 'c'])).toBe(false);
  expect(wasMoved(['a', 'b', 'c'], ['c', 'a'])).toBe(true);
});

test('an entry moves, and nothing past an end', () => expect([moved(['a', 'b', 'c'], 0, 2), moved(['a', 'b'], 0, -1), moved(['a', 'b'], 1, 2)]).toEqual([['b', 'c', 'a'], ['a', 'b'], ['a', 'b']]));

test('what only the other list has comes behind what it follows there', () => {
  expect(woven(['b', 'a'], ['x', 'a', 'y', 'z', 'b'])).toEqual(['x', 'b', 'a', 'y', 'z']);
  expect(woven([], ['a', 'b'])).toEqual(['a', 'b']);
});

test('an entry comes back at its place, once, and nothing else is as it was', () => {
  const [a, b, typed] = [{ id: 'a', text: '' }, { id: 'b', text: '' }, { id: 'a', text: 'typed since' }];
  expect([putBack([typed], b, 1), putBack([typed], b, 0), putBack([], b, 3), putBack([typed, b], a, 0)]).toEqual([[typed, b], [b, typed], [b], [typed, b]]);
});
