import { expect, test } from 'vitest';
import { isKeyboardOpen, tallestOf, type View } from './visibleView';

const view = (width: number, height: number, scale = 1): View => ({ width, height, top: 0, scale });

test('a view that gets much lower while somebody types has a keyboard under it', () => {
  const tallest = view(390, 844);
  expect(isKeyboardOpen(view(390, 500), tallest, true)).toBe(true);
  expect(isKeyboardOpen(view(390, 500), tallest, false)).toBe(false);
  // The browser's own bar.
  expect(isKeyboardOpen(view(390, 760), tallest, true)).toBe(false);
});

test('a turned phone has another height, and a zoomed view is none', () => {
  expect(tallestOf(view(390, 844), view(844, 390))).toEqual(view(844, 390));
  expect(tallestOf(view(390, 844), view(390, 500))).toEqual(view(390, 844));
  expect(tallestOf(view(390, 844), view(195, 422, 2))).toEqual(view(390, 844));
  expect(isKeyboardOpen(view(844, 390), view(844, 390), true)).toBe(false);
});
