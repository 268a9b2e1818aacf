import { expect, test } from 'vitest';
import { distances, settingsOf } from './distance';
import { StepPolicy, type Step } from './steps';

const capabilities = { smaller: false };
const policy = (saved?: ConstructorParameters<typeof StepPolicy>[2]): StepPolicy => new StepPolicy(0, capabilities, saved);

/** Reports a stop of `ms` that begins at `at` every 100 ms, then a moving picture. Nothing is listed in its first `outage` ms. */
function stop(steps: StepPolicy, at: number, ms: number, outage = 0): Step[] {
  const made: (Step | null)[] = [];
  for (let still = 100; still <= ms; still += 100) made.push(steps.still(at + still, still, still > outage));
  made.push(steps.moving(at + ms + 100));
  return made.filter((step) => step !== null);
}

/** Half a second of media every half second, from `from` to `until`, each in the buffer `took` ms after it arrived. */
function appends(steps: StepPolicy, from: number, until: number, took: number): Step[] {
  const made: (Step | null)[] = [];
  for (let now = from; now < until; now += 500) made.push(steps.appended(now, took, 500));
  return made.filter((step) => step !== null);
}

test('a long stop causes one step, before it is over', () => {
  expect(stop(policy(), 10_000, 60_000)).toEqual([{ from: 'edge', to: 'back', why: 'stop' }]);
});

test('a stop in which nothing was listed causes no step', () => {
  expect(stop(policy(), 10_000, 12_000, 12_000)).toEqual([]);
  expect(stop(policy(), 10_000, 12_900, 12_000)).toEqual([]);
});

test('a stop after an outage counts from the end of the outage, and a playlist half a second late is no outage', () => {
  const steps = policy();
  expect(stop(steps, 10_000, 12_900, 12_000)).toEqual([]);
  expect(stop(policy(), 10_000, 13_200, 12_000)).toHaveLength(1);
  expect(stop(policy(), 10_000, 1_000, 500)).toHaveLength(1);
});

test('repeated outages cause one step per pair', () => {
  const steps = policy();
  expect(stop(steps, 10_000, 5_000, 5_000)).toEqual([]);
  expect(stop(steps, 30_000, 5_000, 5_000)).toEqual([{ from: 'edge', to: 'back', why: 'stops' }]);
  expect(stop(steps, 50_000, 5_000, 5_000)).toEqual([]);
});

test('two short stops in a minute cause a step, one stop or hitches do not', () => {
  const steps = policy();
  for (const at of [10_000, 11_000, 12_000]) expect(stop(steps, at, 200)).toEqual([]);
  expect(stop(steps, 20_000, 500)).toEqual([]);
  expect(stop(steps, 90_000, 500)).toEqual([]);
  expect(stop(steps, 100_000, 500)).toEqual([{ from: 'edge', to: 'back', why: 'stops' }]);
});

test('appends that take half of their media’s time cause a step without a stop', () => {
  expect(appends(policy(), 0, 10_000, 100)).toEqual([]);
  expect(appends(policy(), 0, 6_000, 300)).toEqual([{ from: 'edge', to: 'back', why: 'appends' }]);
});

test('a long stop while appends are slow goes to whole segments at once', () => {
  const steps = policy();
  appends(steps, 0, 2_000, 400);
  expect(stop(steps, 2_000, 1_500)).toEqual([{ from: 'edge', to: 'segments', why: 'appends' }]);
});

test('a step has time to help before the next one', () => {
  const steps = policy();
  stop(steps, 10_000, 1_200);
  expect(stop(steps, 12_000, 1_200)).toEqual([]);
  expect(stop(steps, 18_000, 1_200)).toEqual([{ from: 'back', to: 'segments', why: 'stops' }]);
});

test('the lowest rendition is a step where there is a lower one', () => {
  const furthest = { distance: 'segments', ups: 0 } as const;
  expect(stop(policy(furthest), 10_000, 1_200)).toEqual([]);
  expect(stop(new StepPolicy(0, { smaller: true }, furthest), 10_000, 1_200)).toEqual([{ from: 'segments', to: 'small', why: 'stop' }]);
});

test('after a calm minute it comes nearer, each time after twice as long, and four times in a session', () => {
  const steps = policy();
  const made: number[] = [];
  for (let now = 0; now < 7_200_000; now += 1_000) {
    if (steps.moving(now)) made.push(now);
    // A stop ten seconds later undoes each step to the edge.
    if (steps.distance === 'edge') stop(steps, now + 10_000, 1_200);
  }
  expect(made).toHaveLength(4);
  expect(steps.distance).toBe('back');
  const waits = made.map((at, index) => at - (made[index - 1] ?? 0));
  for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(60_000 * 2 ** index);
});

test('slow appends are not calm', () => {
  const steps = policy({ distance: 'back', ups: 0 });
  for (let now = 0; now < 90_000; now += 1_000) {
    expect(steps.appended(now, 350, 1_000)).toBeNull();
    expect(steps.moving(now)).toBeNull();
  }
});

test('calm minutes bring a picture back to the edge from any distance', () => {
  const steps = new StepPolicy(0, { smaller: true }, { distance: 'small', ups: 0 });
  for (let now = 0; now < 600_000; now += 1_000) steps.moving(now);
  expect(steps.distance).toBe('edge');
});

test('no distance is so far that the room stops waiting for the picture', () => {
  for (const distance of distances) expect(settingsOf(distance).seconds ?? 0).toBeLessThan(10);
});
