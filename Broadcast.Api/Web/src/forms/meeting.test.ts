import { expect, test } from 'vitest';
import { sendMeeting, type Met } from './meeting';

/** Refuses so often, and each time it is met so. */
async function run(refusals: number, ...met: Met[]) {
  let sent = 0;
  const send = async () => {
    sent++;
    if (sent <= refusals) throw new Error('conflict');
  };
  const told = await sendMeeting(send, () => met.shift() ?? 'untold').then(
    () => null,
    (error: Error) => error.message,
  );
  return [sent, told];
}

test('what has nothing to show is sent once more, and then told', async () => {
  expect(await run(0)).toEqual([1, null]);
  expect(await run(1, 'again')).toEqual([2, null]);
  expect(await run(2, 'again', 'again')).toEqual([2, 'conflict']);
});

test('what is shown is not sent again, and nothing is silent', async () => {
  expect(await run(1, 'shown')).toEqual([1, null]);
  expect(await run(2, 'again', 'shown')).toEqual([2, null]);
  expect(await run(1, 'untold')).toEqual([1, 'conflict']);
});
