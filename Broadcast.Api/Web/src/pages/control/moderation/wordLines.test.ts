import { expect, test } from 'vitest';
import { faultsOf, linesOf } from './wordLines';

test('each line is a word, and empty lines are none', () => {
  expect(linesOf('假货\r\n\n  casino ')).toEqual([
    { line: 1, text: '假货' },
    { line: 3, text: 'casino' },
  ]);
});

test('a fault names the line, not the place in the list', () => {
  const lines = linesOf('假货\n\n!!\n假货');
  expect(
    faultsOf(lines, [
      { field: 'words[1]', fault: 'form', message: "words[1]: 'text' must have a letter or digit." },
      { field: 'words[2]', fault: 'taken', message: 'words[2]: it is the same as words[0].' },
    ]),
  ).toEqual([
    { line: 3, field: '', fault: 'form', message: "'text' must have a letter or digit." },
    { line: 4, field: '', fault: 'taken', message: 'it is the same as line 1.' },
  ]);
});
