import { expect, test } from 'vitest';
import { Recovery } from './recovery';

test('network faults load again, then rebuild', () => {
  const recovery = new Recovery(() => 1);
  const steps = [0, 100, 200, 300].map((now) => recovery.next('network', now));
  expect(steps.map((remedy) => remedy.step)).toEqual(['load', 'load', 'load', 'rebuild']);
  expect(steps.map((remedy) => remedy.wait)).toEqual([500, 1000, 2000, 4000]);
});

test('a media fault recovers at once, and after two in a row rebuilds', () => {
  const recovery = new Recovery(() => 1);
  expect([0, 10, 20].map((now) => recovery.next('media', now).step)).toEqual(['recover', 'recover', 'rebuild']);
  expect(new Recovery().next('media', 0).wait).toBe(0);
});

test('old faults do not count', () => {
  const recovery = new Recovery(() => 1);
  for (const now of [0, 1, 2]) recovery.next('network', now);
  expect(recovery.next('network', 30_000).step).toBe('load');
});

test('it never gives up and never waits long', () => {
  const recovery = new Recovery(() => 1);
  for (let now = 0; now < 50; now++) expect(recovery.next('other', now)).toMatchObject({ step: 'rebuild' });
  expect(recovery.next('other', 60).wait).toBe(8_000);
});
