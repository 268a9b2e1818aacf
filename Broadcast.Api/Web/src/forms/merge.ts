/** What another person has saved in a field meanwhile. */
export interface TheirChange<Draft> {
  field: keyof Draft & string;
  theirs: unknown;
  /** What was typed here; it stays. Undefined where nothing was typed. */
  mine?: unknown;
}

export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Joins what was typed with what somebody else has saved since: a field that was not touched here becomes theirs, one that was stays.
 * @param base what the form began from
 */
export function merge<Draft extends object>(base: Draft, mine: Draft, theirs: Draft): { draft: Draft; changes: TheirChange<Draft>[] } {
  const draft = { ...mine };
  const changes: TheirChange<Draft>[] = [];
  for (const field of Object.keys(base) as (keyof Draft & string)[]) {
    if (same(base[field], theirs[field]) || same(mine[field], theirs[field])) continue;
    if (same(mine[field], base[field])) {
      draft[field] = theirs[field];
      changes.push({ field, theirs: theirs[field] });
    } else changes.push({ field, theirs: theirs[field], mine: mine[field] });
  }
  return { draft, changes };
}
