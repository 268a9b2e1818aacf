import { expect, test } from 'vitest';
import { ChannelClock } from './clock';

test('the picture decides while it moves', () => {
  const clock = new ChannelClock(() => 98_500, () => 100_000);
  expect(clock.now()).toBe(98_500);
});

test('without a picture the server clock decides, three seconds late', () => {
  const clock = new ChannelClock(() => null, () => 50_000);
  clock.sync(100_000);
  expect(clock.serverNow()).toBe(100_000);
  expect(clock.now()).toBe(97_000);
});

test('a picture that is very far behind holds nothing back for ever', () => {
  const clock = new ChannelClock(() => 0, () => 100_000);
  expect(clock.now()).toBe(85_000);
});

test('an endless picture shows everything at once', () => {
  expect(new ChannelClock(() => Infinity).now()).toBe(Infinity);
});
