import { expect, test } from 'vitest';
import { withMark } from './marks';

test('the last mark of a question counts, and old questions are forgotten', () => {
  const marks = Array.from({ length: 10 }, (_, i) => i).reduce<readonly (readonly [string, number])[]>((all, i) => withMark(all, `q${i}`, 0), []);
  expect(marks.map(([question]) => question)).toEqual(['q2', 'q3', 'q4', 'q5', 'q6', 'q7', 'q8', 'q9']);
  expect(withMark(marks, 'q3', 2).at(-1)).toEqual(['q3', 2]);
  expect(withMark(marks, 'q3', 2)).toHaveLength(8);
});
