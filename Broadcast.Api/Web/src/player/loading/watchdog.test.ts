import { expect, test } from 'vitest';
import { Watchdog, type LoadingState } from './watchdog';

const stuck: LoadingState = { idle: true, bufferEnd: 71.29, ahead: 1.2, enough: 30, listedEnd: 72.5 };

/** Checks every 100 ms from `from` to `until`, and returns what the watchdog asked for and when. */
function watch(watchdog: Watchdog, state: LoadingState, from: number, until: number): string[] {
  const asked: string[] = [];
  for (let now = from; now <= until; now += 100) {
    const restart = watchdog.check(now, state);
    if (restart) asked.push(`${restart} ${now}`);
  }
  return asked;
}

test('loading that stopped with media listed beyond the buffer is started within half a second', () => {
  expect(watch(new Watchdog(), stuck, 0, 500)).toEqual(['marks 300']);
});

test('when marks do not help loading starts again, less and less often', () => {
  expect(watch(new Watchdog(), stuck, 0, 8_000)).toEqual(['marks 300', 'load 1000', 'marks 1400', 'load 3100', 'marks 3500', 'load 7200', 'marks 7600']);
});

test('new media resets the delays', () => {
  const watchdog = new Watchdog();
  watch(watchdog, stuck, 0, 3_000);
  expect(watch(watchdog, { ...stuck, bufferEnd: 72 }, 3_100, 4_200)).toEqual(['marks 3400', 'load 4100']);
});

test('nothing is started while something is loading, nothing is listed, or enough is buffered', () => {
  const watchdog = new Watchdog();
  expect(watch(watchdog, { ...stuck, idle: false }, 0, 2_000)).toEqual([]);
  expect(watch(watchdog, { ...stuck, listedEnd: stuck.bufferEnd + 0.002 }, 2_100, 4_000)).toEqual([]);
  expect(watch(watchdog, { ...stuck, ahead: 31 }, 4_100, 6_000)).toEqual([]);
});

test('one late check on a busy page does not mean that loading stopped', () => {
  const watchdog = new Watchdog();
  watchdog.check(0, stuck);
  expect(watchdog.check(2_000, stuck)).toBeNull();
});
