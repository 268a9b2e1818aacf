import { expect, test } from 'vitest';
import { markBuffered, type MarkedPart } from './marks';

const part = (start: number, end: number, loaded: boolean, segmentEnd: number): MarkedPart => ({
  start,
  end,
  gap: false,
  fragment: { end: segmentEnd },
  elementaryStreams: loaded ? { video: { startPTS: start, endPTS: end, startDTS: start, endDTS: end } } : {},
  get loaded() {
    return Object.values(this.elementaryStreams).some(Boolean);
  },
});

test('a part that the element holds counts as loaded', () => {
  const parts = [part(70.29, 70.77, false, 71.291), part(70.77, 71.25, true, 71.291), part(71.25, 71.291, true, 71.291), part(71.291, 71.77, false, 72.291)];
  expect(markBuffered(parts, ranges([20, 71.2896]), 71.2896)).toEqual([parts[0]]);
  expect(parts.map(({ loaded }) => loaded)).toEqual([true, true, true, false]);
});

test('a part with a hole in its media does not count as loaded', () => {
  const parts = [part(70.29, 70.77, false, 71.291)];
  expect(markBuffered(parts, ranges([20, 70.4], [70.6, 71.2896]), 71.2896)).toEqual([]);
});

test('a last part of one frame, listed a little too long, counts as loaded', () => {
  const parts = [part(71.25, 71.2913, false, 71.2913)];
  expect(markBuffered(parts, ranges([20, 71.29]), 71.29)).toHaveLength(1);
});

test('segments behind the end of the buffer are left alone', () => {
  expect(markBuffered([part(60, 60.5, false, 61)], ranges([20, 71]), 71)).toEqual([]);
});

function ranges(...pairs: [number, number][]): TimeRanges {
  const at = (index: number, side: 0 | 1): number => pairs[index]![side];
  return { length: pairs.length, start: (index) => at(index, 0), end: (index) => at(index, 1) };
}
