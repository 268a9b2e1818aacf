import { expect, test } from 'vitest';
import { formatClock, formatLength, parseClock, parseLength } from './slotTimes';

const at = Date.parse('2026-08-10T02:05:00Z');

test('a clock is that of the festival, on the day of the slot', () => {
  expect(formatClock(at)).toBe('10:05:00');
  expect(parseClock('10:06:07', at)).toBe(at + 67_000);
  expect(parseClock(' 9：30 ', at)).toBe(Date.parse('2026-08-10T01:30:00Z'));
  expect(parseClock('00:10:00', at)).toBe(Date.parse('2026-08-09T16:10:00Z'));
  expect(parseClock('2026-08-11 10:05:00', at)).toBe(at + 86_400_000);
});

test('what is no time is refused', () => {
  for (const text of ['', '10', '24:00:00', '10:60:00', '10:00:61', '10:0:00', '10:00:00:00', '2026-13-45 10:00:00', 'ten']) expect(parseClock(text, at)).toBeNull();
});

test('a length is minutes and seconds, also beyond an hour', () => {
  expect([5, 125, 5_400, 86_400].map(formatLength)).toEqual(['00:05', '02:05', '90:00', '1440:00']);
  expect(['00:05', '2:05', '90:00', '1:30:00', '1440:00', '02：05'].map(parseLength)).toEqual([5, 125, 5_400, 5_400, 86_400, 125]);
  for (const seconds of [5, 59, 60, 3_599, 3_600, 86_400]) expect(parseLength(formatLength(seconds))).toBe(seconds);
});

test('a length without its unit, or that no slot may last, is refused', () => {
  for (const text of ['', '90', '00:04', '2:5', '2:60', '1:60:00', '1440:01', '-1:00']) expect(parseLength(text)).toBeNull();
});
