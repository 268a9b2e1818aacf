import { expect, test } from 'vitest';
import { StallMeter } from './stats';

test('a stall is counted once, however long, and measured whole', () => {
  const meter = new StallMeter();
  meter.waiting(1000);
  meter.waiting(1500);
  meter.moving(2250);
  expect(meter).toMatchObject({ stalls: 1, longestStallMs: 1250 });

  meter.waiting(5000);
  meter.moving(5400);
  expect(meter).toMatchObject({ stalls: 2, longestStallMs: 1250 });
});

test('a hitch that nobody sees does not count', () => {
  const meter = new StallMeter();
  meter.waiting(0);
  meter.moving(100);
  expect(meter.stalls).toBe(0);
});

test('a pause by hand is no stall', () => {
  const meter = new StallMeter();
  meter.waiting(0);
  meter.reset();
  meter.moving(60_000);
  expect(meter.stalls).toBe(0);
});
