import { expect, test } from 'vitest';
import { plan } from '../../frame/programme';
import { takenOf } from './taken';

const at = (time: string) => Date.parse(`2026-08-10T${time}Z`);
const slot = (stage: string, time: string) => ({ stage, title: '', start: new Date(at(time)).toISOString(), duration: 60 });
const slots = plan([slot('gushi', '02:00:00'), slot('suning', '02:01:00'), slot('zhanyi', '02:10:00')]);
const relay = (onAir: string | null, since: string) => ({ onAir, since: at(since) });

test('the stage of the slot is not taken', () => {
  expect(takenOf(slots, relay('gushi', '02:00:01'), at('02:00:30'))).toBeNull();
  expect(takenOf(slots, relay(null, '02:00:01'), at('02:00:30'))).toBeNull();
  expect(takenOf(slots, null, at('02:00:30'))).toBeNull();
});

test('another stage is taken until the next slot begins', () => {
  const taken = takenOf(slots, relay('zhanyi', '02:00:20'), at('02:00:30'));
  expect(taken).toMatchObject({ stage: 'zhanyi', covered: { stage: 'gushi' }, resumes: { stage: 'suning' } });
  expect(taken!.resumes!.from - at('02:00:30')).toBe(30_000);
});

test('the stage before stays until the next one has a picture', () => {
  expect(takenOf(slots, relay('gushi', '02:00:01'), at('02:01:01'))).toBeNull();
});

test('between slots, and after the last, whatever is on air was taken', () => {
  expect(takenOf(slots, relay('gushi', '02:05:00'), at('02:06:00'))).toMatchObject({ covered: null, resumes: { stage: 'zhanyi' } });
  expect(takenOf(slots, relay('suning', '02:01:01'), at('02:02:00'))).toBeNull();
  expect(takenOf(slots, relay('gushi', '03:00:00'), at('03:01:00'))).toMatchObject({ covered: null, resumes: null });
});
