import { expect, test } from 'vitest';
import { onSaidTime, passed, sayTime, unsayTime } from './saidTimes';

test('a countdown is read out at 60, 30 and 10 seconds, whatever its readings are', () => {
  for (const step of [200, 250, 500, 1_000]) {
    const read: number[] = [];
    for (let left = 75_000; left > -2_000; left -= step) {
      const mark = passed(left + step, left);
      if (mark !== null) read.push(mark);
    }
    expect(read).toEqual([60, 30, 10]);
  }
});

test('after a gap only the last mark is read out, and none when it is over or begins anew', () => {
  expect([passed(70_000, 9_000), passed(70_000, 0), passed(9_000, 200_000)]).toEqual([10, null, null]);
});

test('one region says what the last countdown said, until that one takes it back', () => {
  const said: (string | null)[] = [];
  const [question, vote] = [Symbol('question'), Symbol('vote')];
  const stop = onSaidTime((now) => said.push(now?.text ?? null));

  sayTime(question, '30 s left');
  sayTime(vote, '60 s left');
  unsayTime(question);
  unsayTime(vote);
  stop();
  sayTime(question, '10 s left');

  expect(said).toEqual([null, '30 s left', '60 s left', null]);
});
