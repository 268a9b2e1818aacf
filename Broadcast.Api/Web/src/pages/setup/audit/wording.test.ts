import { expect, test } from 'vitest';
import { en } from '../../../text/en';
import { enSetup } from '../../../text/enSetup';
import { zh } from '../../../text/zh';
import { zhSetup } from '../../../text/zhSetup';
import { authorText, ownerOf, valueText, type Wording } from './wording';

const nameOf = (what: string, id: string) => (what === 'stage' && id === 'tea' ? 'Tea hill' : undefined);
const english: Wording = { t: { ...en, setup: enSetup }, language: 'en', time: (at) => `at ${at}`, nameOf };
const chinese: Wording = { t: { ...zh, setup: zhSetup }, language: 'zh', time: (at) => `${at}`, nameOf };
const shown = (field: string, value: unknown, words = english, beside = {}) => valueText(field, value, beside, words)[0];

test('a rule is no name', () => {
  const by = { id: 'rule:caller.unsigned', name: 'caller.unsigned', kind: 'rule' };
  expect([authorText({ by }, english), authorText({ by }, chinese)]).toEqual([['whoever had the link', true], ['持有链接的人', true]]);
  expect(authorText({ by: { ...by, id: 'rule:some.newer' } }, english)[0]).toBe('the host');
  expect(authorText({ by: { id: 'staff:1', name: 'Li', kind: 'staff' } }, english)).toEqual(['Li', false]);
  expect(authorText({ by: { id: 'machine:shop', name: 'machine:shop' } }, english)[0]).toBe('machine key shop');
});

test('codes, ids, times and lists are put into words', () => {
  expect([shown('roles', ['anchor', 'auditor']), shown('roles', ['anchor', 'auditor'], chinese)]).toEqual(['Anchor, Auditor', '主播、审计员']);
  expect([shown('hasKey', true), shown('stages', []), shown('retiredAt', null), shown('stages', ['tea', 'gone'])]).toEqual(['yes', '–', '–', 'Tea hill, gone']);
  expect([shown('start', '2026-08-10T02:00:00+00:00'), shown('firstDay', '2026-08-10')]).toEqual([`at ${Date.parse('2026-08-10T02:00:00Z')}`, '2026-08-10']);
  expect([shown('price', 12_850, english, { currency: 'CNY' }), shown('price', 12_850)]).toEqual(['¥128.50', '12850']);
  expect(shown('a', { id: 'a', title: 'Picking', stage: 'tea', titleEn: null, duration: 60 })).toBe('Title: Picking, Stage: Tea hill, Length: 1 min');
});

test('what people have typed is in their language', () =>
  expect([valueText('name', '茶', {}, english)[1], valueText('chapters', [{ id: 'a', name: '茶' }], {}, english), valueText('guests', ['read'], {}, english)[1]]).toEqual([false, ['茶', false], true]));

test('a key has the name of its stage', () => expect(['key', 'rundown', 'word'].map(ownerOf)).toEqual(['stage', 'festival', 'word']));
