/** An order that was made here, over what is there now: what is gone is left out, and what has come is behind. */
export const arranged = (mine: readonly string[], theirs: readonly string[]): string[] => [...mine.filter((id) => theirs.includes(id)), ...theirs.filter((id) => !mine.includes(id))];

/** Whether another person has moved something: what both lists have is in another order. */
export function wasMoved(base: readonly string[], theirs: readonly string[]): boolean {
  const [before, now] = [base.filter((id) => theirs.includes(id)), theirs.filter((id) => base.includes(id))];
  return before.some((id, index) => id !== now[index]);
}

/** The list with one entry moved; as it is where there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** What both lists have, in the first one's order; what only the second has is behind what it follows there. */
export function woven(order: readonly string[], other: readonly string[]): string[] {
  const all = [...order];
  other.forEach((id, index) => {
    if (!all.includes(id)) all.splice(index === 0 ? 0 : all.indexOf(other[index - 1]!) + 1, 0, id);
  });
  return all;
}

/** The list with an entry that was taken out again at its place, or at the end of a list that is shorter now; as it is where the entry is there. */
export const putBack = <Item extends { id: string }>(items: readonly Item[], item: Item, at: number): Item[] =>
  items.some(({ id }) => id === item.id) ? [...items] : [...items.slice(0, at), item, ...items.slice(at)];
