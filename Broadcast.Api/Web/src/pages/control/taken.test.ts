import { expect, test } from 'vitest';
import { plan } from '../../frame/programme';
import { isComing, mayUndoSlate, takenOf } from './taken';

const at = (time: string) => Date.parse(`2026-08-10T${time}Z`);
const slot = (stage: string, time: string) => ({ stage, title: '', start: new Date(at(time)).toISOString(), duration: 60 });
const slots = plan([slot('gushi', '02:00:00'), slot('suning', '02:01:00'), slot('zhanyi', '02:10:00')]);
const wang = { id: 'staff:wang', name: 'Wang', kind: 'staff' };
const relay = (onAir: string | null, byHand: string | null | undefined, resumes: string | null, held = false) => ({
  onAir,
  since: at('02:00:20'),
  byHand: byHand === undefined ? null : { stage: byHand, by: wang, since: at('02:00:19'), hold: held ? { by: { ...wang, name: 'Li' }, since: at('02:00:25') } : null },
  resumesAt: resumes === null ? null : at(resumes),
});

test('while the rundown decides nothing is taken, also when a slot waits for its picture', () => {
  expect(takenOf(slots, relay('gushi', undefined, null), at('02:00:30'))).toBeNull();
  expect(takenOf(slots, relay('gushi', undefined, null), at('02:01:01'))).toBeNull();
  expect(takenOf(slots, null, at('02:00:30'))).toBeNull();
});

test('another stage is taken until the next slot begins', () => {
  const taken = takenOf(slots, relay('zhanyi', 'zhanyi', '02:01:00'), at('02:00:30'));
  expect(taken).toMatchObject({ stage: 'zhanyi', by: 'Wang', held: null, covered: { stage: 'gushi' }, resumes: { stage: 'suning' } });
  expect(taken!.resumes!.from - at('02:00:30')).toBe(30_000);
});

test('it is taken once it is on air, and a take of what is planned is none while the slot lasts', () => {
  expect(takenOf(slots, relay('gushi', 'zhanyi', '02:01:00'), at('02:00:30'))).toBeNull();
  expect(takenOf(slots, relay('gushi', 'gushi', '02:01:00'), at('02:00:30'))).toBeNull();
  expect(takenOf(slots, relay('suning', 'suning', '02:10:00'), at('02:05:00'))).toMatchObject({ covered: null, resumes: { stage: 'zhanyi' } });
});

test('the slate covers the slot, and what no slot follows stays', () => {
  expect(takenOf(slots, relay(null, null, '02:01:00'), at('02:00:30'))).toMatchObject({ stage: null, covered: { stage: 'gushi' } });
  expect(takenOf(slots, relay('gushi', 'gushi', null), at('03:01:00'))).toMatchObject({ covered: null, resumes: null });
});

test('what is held says who holds it, also in its own slot, and covers those that pass', () => {
  expect(takenOf(slots, relay('gushi', 'gushi', null, true), at('02:00:30'))).toMatchObject({ stage: 'gushi', held: { by: 'Li' }, covered: null });
  expect(takenOf(slots, relay('gushi', 'gushi', null, true), at('02:01:30'))).toMatchObject({ stage: 'gushi', covered: { stage: 'suning' }, resumes: null });
  expect(takenOf(slots, relay('gushi', 'suning', null, true), at('02:05:00'))).toMatchObject({ stage: 'gushi', held: { by: 'Li' } });
});

test('the stage on air calls a pending cut off, and nothing is ordered twice', () => {
  expect([isComing('gushi', 'gushi', null), isComing('suning', 'gushi', null)]).toEqual([true, false]);
  expect([isComing('gushi', 'gushi', { stage: 'suning' }), isComing('suning', 'gushi', { stage: 'suning' })]).toEqual([false, true]);
});

test('the slate is undone until a colleague has taken a stage', () =>
  expect([mayUndoSlate('gushi', null), mayUndoSlate('gushi', 'gushi'), mayUndoSlate('gushi', 'suning')]).toEqual([true, true, false]));
