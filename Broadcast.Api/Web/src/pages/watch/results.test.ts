import { expect, test } from 'vitest';
import { isForViewer, nextEnd, resultShown, see, type SeenByPage } from './results';

const none: SeenByPage = new Map();
const question = (phase: string) => ({ id: 'q', phase });

test('a newcomer is shown nothing of a question that was over before', () => {
  const seen = see(none, [question('revealed')], 1_000);
  expect(isForViewer(question('revealed'), seen.get('q'), false, 1_000)).toBe(false);
});

test('who was here before the reveal sees the result, and it goes after a while', () => {
  let seen = see(none, [question('open')], 1_000);
  seen = see(seen, [question('closed')], 2_000);
  expect(isForViewer(question('closed'), seen.get('q'), false, 2_000)).toBe(true);
  seen = see(seen, [question('revealed')], 3_000);
  expect(isForViewer(question('revealed'), seen.get('q'), false, 3_000)).toBe(true);
  expect(nextEnd(seen, 3_000)).toBe(3_000 + resultShown);
  expect(isForViewer(question('revealed'), seen.get('q'), false, 3_000 + resultShown)).toBe(false);
  expect(nextEnd(seen, 3_000 + resultShown)).toBe(Infinity);
});

test('who comes between the end of the time and the reveal waits for nothing, and sees the result', () => {
  let seen = see(none, [question('closed')], 1_000);
  expect(isForViewer(question('closed'), seen.get('q'), false, 1_000)).toBe(false);
  seen = see(seen, [question('revealed')], 2_000);
  expect(isForViewer(question('revealed'), seen.get('q'), false, 2_000)).toBe(true);
});

test('who answered sees the result after a reload, too', () => {
  const seen = see(none, [question('revealed')], 1_000);
  expect(isForViewer(question('revealed'), seen.get('q'), true, 1_000)).toBe(true);
});

test('nothing new is the same map, and a result is timed from its first sight', () => {
  const seen = see(none, [question('voided')], 1_000);
  expect(see(seen, [question('voided')], 9_000)).toBe(seen);
});
