import { expect, test } from 'vitest';
import type { RoomEvent } from './contracts';
import { Schedule } from './schedule';

const pin = (offset: number, showAt?: number): RoomEvent => ({
  offset, type: 'pin', at: 0, ...(showAt === undefined ? {} : { showAt }),
  data: { pin: `p${offset}`, stage: 'gushi', product: { id: 'egg', name: '鸭蛋', price: 1, currency: 'CNY', url: '/item/egg' } },
});
const unpin = (offset: number): RoomEvent => ({ offset, type: 'unpin', at: 0, data: { pin: 'p1', stage: 'gushi' } });
const chat = (offset: number): RoomEvent => ({ offset, type: 'chat', at: 0, data: { text: 'hi' } });
const onAir = (offset: number, showAt: number): RoomEvent => ({ offset, type: 'onair', at: 0, showAt, data: { stage: 'gushi' } });
const closed = (offset: number, id: string): RoomEvent => ({ offset, type: 'question.closed', at: 0, data: { id, stage: 'gushi' } });
const voided = (offset: number, id: string, showAt: number): RoomEvent => ({ offset, type: 'question.voided', at: 0, showAt, data: { id, stage: 'gushi' } });

function scheduleAt(start: number) {
  const shown: number[] = [];
  const time = { now: start };
  const schedule = new Schedule((event) => shown.push(event.offset), () => time.now);
  return { shown, time, schedule };
}

test('an event waits until the picture reaches its date-time', () => {
  const { shown, time, schedule } = scheduleAt(999);
  schedule.add(pin(1, 1000));
  schedule.tick();
  expect(shown).toEqual([]);

  time.now = 1000;
  schedule.tick();
  expect(shown).toEqual([1]);
  expect(schedule.waiting).toBe(0);
});

test('an unpin does not overtake the pin that waits', () => {
  const { shown, time, schedule } = scheduleAt(0);
  schedule.add(pin(1, 1000));
  schedule.add(unpin(2));
  expect(shown).toEqual([]);

  time.now = 1500;
  schedule.tick();
  expect(shown).toEqual([1, 2]);
});

test('chat and other lanes pass an event that waits', () => {
  const { shown, schedule } = scheduleAt(500);
  schedule.add(onAir(1, 4000));
  schedule.add(chat(2));
  schedule.add(pin(3, 400));
  expect(shown).toEqual([2, 3]);
});

test('the events of one question keep their order and do not hold up another question', () => {
  const { shown, time, schedule } = scheduleAt(0);
  schedule.add(voided(1, 'a', 100));
  schedule.add(closed(2, 'a'));
  schedule.add(closed(3, 'b'));
  expect(shown).toEqual([3]);

  time.now = 100;
  schedule.tick();
  expect(shown).toEqual([3, 1, 2]);
});

test('a schedule that is cleared shows nothing of what waited', () => {
  const { shown, time, schedule } = scheduleAt(0);
  schedule.add(pin(1, 10));
  schedule.clear();
  time.now = 20;
  schedule.tick();
  expect(shown).toEqual([]);
});
