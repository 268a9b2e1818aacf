import { expect, test } from 'vitest';
import { withToast, type Toast } from './Toasts';

const toast = (id: number, content: string, undo?: () => void): Toast => ({ id, tone: 'good', content, ...(undo && { undo }) });
const ids = (toasts: readonly Toast[]) => toasts.map(({ id }) => id);

test('what is said again is shown once, and the newest three are shown', () => {
  const saved = [toast(1, 'Saved.'), toast(2, 'Ended.'), toast(3, 'Saved.')].reduce<Toast[]>(withToast, []);
  expect(ids(saved)).toEqual([2, 3]);
  expect(ids([toast(4, 'a'), toast(5, 'b')].reduce<Toast[]>(withToast, saved))).toEqual([3, 4, 5]);
});

test('each way back is kept, and an error is not good news', () => {
  const undo = () => undefined;
  expect(ids(withToast([toast(1, 'Banned.', undo)], toast(2, 'Banned.', undo)))).toEqual([1, 2]);
  expect(ids(withToast([{ ...toast(1, 'x'), tone: 'error' }], toast(2, 'x')))).toEqual([1, 2]);
});
