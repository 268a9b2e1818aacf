import { expect, test } from 'vitest';
import { Trace } from './trace';

test('the oldest entries are dropped, and the rest stays in order', () => {
  let now = 0;
  const trace = new Trace({ seen: 3, rest: 3 }, () => now++);
  for (const number of [0, 1, 2, 3, 4]) trace.add('state', { number });
  expect(trace.entries().map(({ at, number }) => [at, number])).toEqual([[2, 2], [3, 3], [4, 4]]);
});

test('shown pictures are kept longer than requests, and sorted among them', () => {
  const trace = new Trace({ seen: 2, rest: 2 }, () => 0);
  trace.add('shown', { number: 0 });
  for (const number of [1, 2, 3]) trace.add('request', { number });
  trace.add('stop', { number: 4 });
  trace.add('buffer', { number: 5 });
  expect(trace.entries().map(({ number }) => number)).toEqual([0, 3, 4, 5]);
});

test('a dump is one line of JSON an entry', () => {
  const trace = new Trace({ seen: 10, rest: 10 }, () => 12.345);
  trace.add('stop', { ms: 1500 });
  trace.add('shown', { date: null });
  expect(trace.dump()).toBe('{"at":12.3,"kind":"stop","ms":1500}\n{"at":12.3,"kind":"shown","date":null}');
});
