import { expect, test } from 'vitest';
import type { StageAlarm, StageReport } from '../../room/contracts';
import { applyReports, meter, noReports } from './reports';

const alarm = (code: string, since = 1): StageAlarm => ({ code, since, severity: 'warning', value: null, threshold: null, text: code });
const report = (stage: string, ...alarms: StageAlarm[]): StageReport => ({
  stage, known: true, live: true, publisherSince: null, codecs: null, width: 0, height: 0, frameRate: 0, bitrate: 0, gop: 0, lastPacketAge: null,
  avSkew: null, level: null, peak: null, reconnects: 0, input: null, inputNumber: null, alarms,
});

test('a frame changes the stages it names and no others', () => {
  const first = applyReports(noReports, { at: 1, stages: [report('gushi'), report('zhanyi', alarm('a'))] });
  const second = applyReports(first, { at: 2, stages: [report('gushi', alarm('b'))] });

  expect(second.stages.get('zhanyi')?.alarms).toEqual([alarm('a')]);
  expect(second.raised).toEqual([{ stage: 'gushi', alarm: alarm('b') }]);
  expect(second.cleared).toEqual([]);
});

test('an alarm that stays is no news, one that is raised again is', () => {
  const first = applyReports(noReports, { at: 1, stages: [report('gushi', alarm('a'), alarm('b'))] });
  const second = applyReports(first, { at: 2, stages: [report('gushi', alarm('a'), alarm('b', 9))] });

  expect(second.raised.map((news) => news.alarm)).toEqual([alarm('b', 9)]);
  expect(second.cleared.map((news) => news.alarm)).toEqual([alarm('b')]);
});

test('the meter ends at silence and at full scale', () => {
  expect([meter(-96), meter(-60), meter(-30), meter(0), meter(3)]).toEqual([0, 0, 0.5, 1, 1]);
});
