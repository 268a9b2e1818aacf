import { expect, test } from 'vitest';
import type { StageHealth } from '../../../api/setup';
import { checkOf } from './advice';

const fine: StageHealth = {
  live: true, publisher: { since: 0, client: 'OBS' }, width: 1280, height: 720, frameRate: 30, bitrate: 2_500_000, gop: 2, soundChannels: 2, reconnects: 0, runs: 1, lastRefusal: null, alarms: [],
};

test('without a publisher one waits, and is told why the last one was turned away', () => {
  expect(checkOf(null)).toEqual({ state: 'waiting', advice: [], refusal: null });
  expect(checkOf({ ...fine, live: false, publisher: null, lastRefusal: 'busy' })).toEqual({ state: 'waiting', advice: [], refusal: 'busy' });
});

test('a good picture is fine, also while the server has alarms of its own', () => {
  expect(checkOf(fine).state).toBe('fine');
  expect(checkOf({ ...fine, alarms: ['recording.disk_full', 'ladder.stepped_down'] })).toEqual({ state: 'fine', advice: [], refusal: null });
});

test('what to change comes from alarms and from what is measured, each once', () => {
  expect(checkOf({ ...fine, gop: 10, alarms: ['gop.too_long'], soundChannels: 1 }).advice).toEqual(['gop.too_long', 'sound.mono']);
  expect(checkOf({ ...fine, soundChannels: 0, frameRate: 10 }).advice).toEqual(['audio.missing', 'fps.low']);
});

test('the test picture and the first second are told apart', () => {
  expect(checkOf({ ...fine, publisher: { since: 0, client: 'test picture' } }).state).toBe('test');
  expect(checkOf({ ...fine, live: false }).state).toBe('starting');
});
