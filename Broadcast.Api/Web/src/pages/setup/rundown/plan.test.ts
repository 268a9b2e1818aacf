import { expect, test } from 'vitest';
import type { Slot } from '../../../api/festivals';
import { added, changed, copiedTo, fromTemplate, keyed, ofDay, pauseBefore, reordered, sent, startOf, templateOf, withDayOf } from './plan';
import { dayOf, instantOf, timeOf } from '../../../text/zone';
import { lengthText, readLength, readTime } from './zoneTime';

const zone = 'Asia/Shanghai';
const slot = (id: string, time: string, minutes: number, stage = 'tea'): Slot => ({ id, stage, title: id, titleEn: '', start: new Date(instantOf('2026-05-01', time, zone)).toISOString(), duration: minutes * 60 });
const three = () => keyed([slot('a', '10:00:00', 30), slot('b', '10:30:00', 10), slot('c', '10:50:00', 20)]);
const times = (slots: ReturnType<typeof three>, day = '2026-05-01') => ofDay(slots, day, zone).map((one) => `${one.title} ${timeOf(startOf(one), zone)}`);

test('days and times are those of the zone, also across summer time', () => {
  const berlin = instantOf('2026-03-29', '10:00:00', 'Europe/Berlin');
  expect(new Date(berlin).toISOString()).toBe('2026-03-29T08:00:00.000Z');
  expect([dayOf(berlin, 'Europe/Berlin'), timeOf(berlin, 'Europe/Berlin')]).toEqual(['2026-03-29', '10:00:00']);
  expect(new Date(instantOf('2026-03-28', '10:00:00', 'Europe/Berlin')).toISOString()).toBe('2026-03-28T09:00:00.000Z');
  expect(dayOf(instantOf('2026-05-01', '00:30:00', zone), zone)).toBe('2026-05-01');
});

test('times and lengths are read as people type them', () => {
  expect(['9:05', '09:05:30', '0905', '24:00', 'x'].map(readTime)).toEqual(['09:05:00', '09:05:30', '09:05:00', null, null]);
  expect(['30:00', '1:30:00', '45', '0:04', '10:75', ''].map(readLength)).toEqual([1800, 5400, 2700, null, null, null]);
  expect([1800, 5400, 65].map(lengthText)).toEqual(['30:00', '90:00', '01:05']);
});

test('a slot that is moved keeps its length, and the pauses stay in their places', () =>
  expect(times(reordered(three(), '2026-05-01', zone, 0, 2))).toEqual(['b 10:00:00', 'c 10:10:00', 'a 10:40:00']));

test('what follows moves along, if wanted', () => {
  const slots = three();
  expect(times(changed(slots, 'a', { duration: 45 * 60 }, zone, true))).toEqual(['a 10:00:00', 'b 10:45:00', 'c 11:05:00']);
  expect(times(changed(slots, 'a', { duration: 45 * 60 }, zone, false))).toEqual(['a 10:00:00', 'b 10:30:00', 'c 10:50:00']);
});

test('a day that was replaced comes back, and what was typed for another day since stays', () => {
  const before = copiedTo(three(), '2026-05-01', '2026-05-02', zone);
  const replaced = copiedTo(added(before, '2026-05-01', zone, 'tea', { title: 'd', titleEn: '' }), '2026-05-01', '2026-05-02', zone);
  const typed = changed(replaced, replaced[0]!.key, { title: 'typed' }, zone, false);

  const undone = withDayOf(typed, before, '2026-05-02', zone);

  expect(times(undone)[0]).toBe('typed 10:00:00');
  expect(times(undone, '2026-05-02')).toEqual(times(before, '2026-05-02'));
});

test('a new slot comes behind the last, and gaps and overlaps are told', () => {
  const slots = added(three(), '2026-05-01', zone, 'silk', { title: 'd', titleEn: 'd' });
  expect(times(slots).at(-1)).toBe('d 11:10:00');
  const late = changed(slots, 'b', { duration: 25 * 60 }, zone, false);
  expect(ofDay(late, '2026-05-01', zone).map((_, index) => pauseBefore(ofDay(late, '2026-05-01', zone), index))).toEqual([0, 0, -300, 0]);
  expect(times(added([], '2026-05-02', zone, 'tea', { title: 'x', titleEn: '' }), '2026-05-02')).toEqual(['x 10:00:00']);
});

test('a day is copied to another, and goes through a file', () => {
  const slots = three();
  const copied = copiedTo(slots, '2026-05-01', '2026-05-02', zone);
  expect(times(copied, '2026-05-02')).toEqual(['a 10:00:00', 'b 10:30:00', 'c 10:50:00']);
  expect(sent(copied).filter((one) => one.id === undefined)).toHaveLength(3);

  const file = JSON.stringify(templateOf(slots, '2026-05-01', zone));
  expect(times(fromTemplate(file, [], '2026-06-01', zone, ['tea'])!, '2026-06-01')).toEqual(times(slots));
  expect(fromTemplate('{"a":1}', [], '2026-06-01', zone, [])).toBeNull();
});
