import { expect, test } from 'vitest';
import { again, due, isKnown, put, take, wait } from './outbox';

test('a message whose connection was lost waits under its id, and is sent again by itself', () => {
  let outbox = put(put([], 'a', 'one', 0), 'b', 'two', 10);
  expect(due(outbox, 20)).toEqual([]);
  outbox = wait(wait(outbox, 'b'), 'a');
  expect(due(outbox, 20).map(({ id, text }) => [id, text])).toEqual([['a', 'one'], ['b', 'two']]);
  outbox = again(outbox, 'a');
  expect(due(outbox, 20).map(({ id }) => id)).toEqual(['b']);
  expect(take(outbox, 'a').map(({ id }) => id)).toEqual(['b']);
});

test('an old message waits for a tap, and one that the room may have forgotten is no longer known', () => {
  const outbox = wait(put([], 'a', 'one', 0), 'a');
  expect(due(outbox, 120_000)).toEqual([]);
  expect([isKnown(outbox[0]!, 120_000), isKnown(outbox[0]!, 540_000)]).toEqual([true, false]);
});
