import { expect, test } from 'vitest';
import type { InboxPage } from '../api/inbox';
import type { YoursEvent } from '../room/contracts';
import { addPage, emptyInbox, kept, nextAfter, readUpTo, receive, type Inbox } from './inbox';

const won = (position: number, question = `gushi.${position}`): YoursEvent => ({
  position, type: 'prize.won', at: position * 1_000, data: { question, stage: 'gushi', text: '?', rank: 1 },
});

const items = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => won(from + index));
const page = (from: number, to: number, last: number, read = 0): InboxPage => ({ items: items(from, to), next: to < last ? to : null, last, read });
const positions = (inbox: Inbox) => inbox.items.map((item) => item.position);
const of = (to: number): Inbox => ({ items: items(1, to), last: to, read: 0 });

test('what follows is added, and what is known is passed over', () => {
  const both = receive(of(2), [won(2), won(3), won(3), won(4)])!;

  expect(positions(both)).toEqual([1, 2, 3, 4]);
  expect(both.last).toBe(4);
  expect(receive(both, [won(1), won(4)])).toBe(both);
});

test('what comes in another order is put in order', () => expect(positions(receive(of(1), [won(3), won(2)])!)).toEqual([1, 2, 3]));

test('a hole, or a word that something is missing, asks for the inbox', () => {
  expect(receive(of(2), [won(4)])).toBeNull();
  expect(receive(of(2), [won(3), won(5)])).toBeNull();
  expect(receive(of(2), [])).toBeNull();
  expect(receive(emptyInbox, [won(7)])).toBeNull();
});

test('a page is added behind what is known, each entry once', () => {
  const pushed = receive(of(2), [won(3)])!;

  expect(positions(addPage(pushed, 2, page(3, 5, 5)))).toEqual([1, 2, 3, 4, 5]);
  expect(positions(addPage(emptyInbox, 0, page(1, 2, 2)))).toEqual([1, 2]);
});

test('of a long inbox the newest entries are read and kept', () => {
  const first = page(1, 100, 1_000);
  const start = addPage(emptyInbox, 0, first);
  const after = nextAfter(first)!;
  const inbox = addPage(start, after, page(after + 1, 1_000, 1_000));

  expect(after).toBe(900);
  expect(positions(inbox)).toEqual(items(901, 1_000).map((item) => item.position));
  expect(inbox.items).toHaveLength(kept);
  expect(receive(inbox, [won(1_001)])!.items[0]!.position).toBe(902);
});

test('entries that the server has removed leave no hole to wait for', () => {
  const inbox = addPage(emptyInbox, 0, page(41, 50, 50));

  expect([positions(inbox)[0], inbox.last]).toEqual([41, 50]);
});

test('an inbox that ends earlier is that of a restored database', () => {
  const inbox = addPage({ ...of(9), read: 9 }, 9, { items: [], next: null, last: 4, read: 2 });

  expect(inbox).toEqual({ items: [], last: 0, read: 2 });
});

test('reading never goes back, and another device may be further', () => {
  expect(readUpTo({ ...of(5), read: 3 }, 2).read).toBe(3);
  expect(readUpTo(of(5), 4).read).toBe(4);
  expect(addPage({ ...of(5), read: 1 }, 5, { items: [], next: null, last: 5, read: 4 }).read).toBe(4);
  expect(addPage({ ...of(5), read: 5 }, 5, { items: [], next: null, last: 5, read: 4 }).read).toBe(5);
});

test('whatever order pushes and pages come in, no entry is missing or twice', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomOf(seed);
    let inbox = emptyInbox;
    let stored = 0;
    while (stored < 30) {
      stored += 1 + Math.floor(random() * 3);
      const from = 1 + Math.floor(random() * stored);
      const next = receive(inbox, random() < 0.2 ? [] : items(from, stored));
      inbox = next ?? (random() < 0.5 ? inbox : addPage(inbox, inbox.last, page(inbox.last + 1, stored, stored)));
      expect(positions(inbox)).toEqual(items(1, inbox.last).map((item) => item.position));
    }
    inbox = addPage(inbox, inbox.last, page(inbox.last + 1, stored, stored));
    expect(inbox.last).toBe(stored);
  }
});

/** Park and Miller's generator, so that a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
