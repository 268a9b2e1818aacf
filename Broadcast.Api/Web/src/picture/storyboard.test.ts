import { expect, test } from 'vitest';
import { firstPicture, storyboardUrl } from './storyboard';

test('the first picture of a storyboard is taken', () => {
  const board = 'WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nposters/1700000000000.jpg\n\n00:00:04.000 --> 00:00:08.000\nposters/1700000004000.jpg\n';
  expect(firstPicture(board)).toBe('posters/1700000000000.jpg');
  expect(firstPicture('WEBVTT\n')).toBeNull();
});

test('a storyboard is asked for from an instant on', () => expect(storyboardUrl('a b', 1_000.5)).toBe('/live/a%20b/storyboard.vtt?from=1000&to=31000'));
