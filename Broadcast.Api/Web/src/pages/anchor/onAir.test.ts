import { expect, test } from 'vitest';
import { plan } from '../../frame/programme';
import { leavesAirAt } from './onAir';

const at = (time: string) => Date.parse(`2026-08-10T${time}Z`);
const slot = (stage: string, time: string, duration: number) => ({ stage, title: '', start: new Date(at(time)).toISOString(), duration });
const slots = plan([slot('gushi', '02:00:00', 60), slot('gushi', '02:01:00', 60), slot('suning', '02:02:00', 60), slot('zhanyi', '02:10:00', 60)]);

test('a stage leaves at the end of its slots, not at the end of the first', () => {
  expect(leavesAirAt(slots, 'gushi', at('02:00:30'))).toBe(at('02:02:00'));
  expect(leavesAirAt(slots, 'suning', at('02:02:30'))).toBe(at('02:03:00'));
});

test('a stage that was taken by hand leaves at the next slot of another', () => {
  expect(leavesAirAt(slots, 'zhanyi', at('02:00:30'))).toBe(at('02:01:00'));
  expect(leavesAirAt(slots, 'suning', at('02:01:30'))).toBe(at('02:03:00'));
  expect(leavesAirAt(slots, 'gushi', at('02:05:00'))).toBe(at('02:10:00'));
});

test('a stage that was taken after the last slot stays', () => {
  expect(leavesAirAt(slots, 'gushi', at('03:00:00'))).toBeNull();
  expect(leavesAirAt([], 'gushi', at('02:00:00'))).toBeNull();
});
