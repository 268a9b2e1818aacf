import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Silence, type Verdict } from './silence';

let silence: Silence;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  silence = new Silence();
});
afterEach(() => void vi.useRealTimers());

/** The verdicts of the next `milliseconds`, each once. */
function over(milliseconds: number): Verdict[] {
  const verdicts: Verdict[] = [];
  for (let passed = 0; passed < milliseconds; passed += 100) {
    vi.advanceTimersByTime(100);
    const verdict = silence.verdict();
    if (verdict !== verdicts.at(-1)) verdicts.push(verdict);
  }
  return verdicts;
}

test('with nobody waiting, a silence is only looked into after the beat is overdue', () => {
  expect(over(8_900)).toEqual(['heard']);
  expect(over(3_000)).toEqual(['heard', 'doubtful']);
  expect(over(1_000)).toEqual(['doubtful', 'silent']);
});

test('while an answer is waited for, a silence is in doubt after two seconds and lost after six', () => {
  over(4_000);
  silence.asked();
  expect(over(1_900)).toEqual(['heard']);
  expect(over(5_000)).toEqual(['doubtful', 'lost']);
});

test('what is heard while waiting begins the silence anew, and an answer ends it', () => {
  const answered = silence.asked();
  over(5_000);
  silence.heard();
  expect(over(5_000)).toEqual(['heard', 'doubtful']);
  answered();
  expect(over(5_000)).toEqual(['heard']);
});

test('a page that stood still itself gives nothing up for it', () => {
  silence.asked();
  over(1_000);
  vi.advanceTimersByTime(60_000);
  expect(silence.verdict()).not.toBe('lost');
  silence.heard();
  expect(over(1_000)).toEqual(['heard']);
});
