import { expect, test } from 'vitest';
import { en } from './en';
import { clockTime, countdown, day, fromLocalInput, length, money, setZone, span, toLocalInput } from './format';
import { chooseLanguage } from './language';
import { zh } from './zh';

test('both languages know the same codes', () => expect(Object.keys(zh.codes)).toEqual(Object.keys(en.codes)));

test('one place is not counted', () => expect([1, 4].map(en.fourPlaces)).toEqual(['One place, one programme', '4 places, one programme']));

test('the address decides the language, then memory, then the browser', () => {
  expect(chooseLanguage('?lang=en', 'zh', 'zh-CN')).toBe('en');
  expect(chooseLanguage('', 'en', 'zh-CN')).toBe('en');
  expect(chooseLanguage('?lang=fr', null, 'zh-TW')).toBe('zh');
  expect(chooseLanguage('', null, 'de')).toBe('en');
});

test('times are those of the festival', () => {
  expect(clockTime(Date.parse('2026-08-10T07:00:00Z'), 'en')).toBe('15:00');
  expect(toLocalInput(Date.parse('2026-08-10T02:00:05Z'))).toBe('2026-08-10T10:00:05');
  expect(fromLocalInput('2026-08-10T10:00:05')).toBe(Date.parse('2026-08-10T02:00:05Z'));
  expect(fromLocalInput('2026-08-10T10:00')).toBe(Date.parse('2026-08-10T02:00:00Z'));
});

test('times are those of another zone, over the change of its clocks', () => {
  setZone('Europe/Berlin');
  const [summer, winter] = [Date.parse('2026-10-25T00:30:00Z'), Date.parse('2026-10-25T01:30:00Z')];
  expect([summer, winter].map((at) => clockTime(at, 'en'))).toEqual(['02:30', '02:30']);
  expect(toLocalInput(Date.parse('2026-08-10T22:30:05Z'))).toBe('2026-08-11T00:30:05');
  expect(day(Date.parse('2026-08-10T22:30:00Z'), 'en')).toContain('11 August');
  expect(fromLocalInput('2026-08-11T00:30')).toBe(Date.parse('2026-08-10T22:30:00Z'));
  expect(fromLocalInput('2026-12-24T18:00:00')).toBe(Date.parse('2026-12-24T17:00:00Z'));
  expect(fromLocalInput('soon')).toBeNaN();
  setZone('Asia/Shanghai');
});

test('a countdown ends at zero', () => {
  expect([61_000, 7_205_000, 200, 0, -5].map(countdown)).toEqual(['1:01', '2:00:05', '0:01', '0:00', '0:00']);
});

test('watched time is shown with its units', () => {
  expect([0, 59, 60, 3_599, 3_600, 7_500].map((seconds) => span(seconds, 'en'))).toEqual(['0 s', '59 s', '1 min', '59 min', '1 h 00 min', '2 h 05 min']);
  expect(span(7_500, 'zh')).toBe('2 小时 05 分钟');
});

test('a length is exact', () => {
  expect([0, 1, 90, 60, 3_600, 5_400, 86_400, 604_800].map((seconds) => length(seconds, 'en'))).toEqual([
    '0 s', '1 s', '90 s', '1 min', '1 h', '90 min', '1 day', '7 days',
  ]);
  expect(length(600, 'zh')).toBe('10 分钟');
});

test('a price is shown in its currency, with as many digits as that has', () =>
  expect([money(12_850, 'CNY', 'zh'), money(1_500, 'JPY', 'en'), money(1_500, 'KWD', 'zh')]).toEqual(['¥128.50', '¥1,500', 'KWD\u00a01.500']));
