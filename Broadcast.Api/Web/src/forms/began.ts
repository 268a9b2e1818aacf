import type { KeptDraft, Revision } from './drafts';
import { merge, same, type TheirChange } from './merge';

export interface Joined<Draft, Change> {
  draft: Draft;
  changes: Change[];
}

/** Joins what was typed over `base` with what somebody else has saved since. */
export type Join<Draft, Change> = (base: Draft, mine: Draft, theirs: Draft) => Joined<Draft, Change>;

export interface Began<Draft, Change, Kind extends Revision> extends Joined<Draft, Change> {
  base: { draft: Draft; revision: Kind | null };
  /** When the draft was kept that it goes on from; null where it begins from what is saved. */
  restored: number | null;
}

/** What a form begins from: what is saved, with what was typed before, if that was kept. */
export function began<Draft extends object, Change = TheirChange<Draft>, Kind extends Revision = number>(
  kept: KeptDraft<Draft, Kind> | null,
  saved: Draft,
  revision: Kind | null,
  join: Join<Draft, Change> = merge as Join<Draft, Change>,
): Began<Draft, Change, Kind> {
  const anew = { draft: saved, base: { draft: saved, revision }, changes: [], restored: null };
  if (!kept) return anew;
  // An older build's draft may have fewer fields.
  const [base, mine] = [
    { ...saved, ...kept.base },
    { ...saved, ...kept.draft },
  ];
  if (same(base, mine)) return anew;
  if (kept.revision === revision || revision === null) return { draft: mine, base: { draft: base, revision: kept.revision }, changes: [], restored: kept.at };
  const joined = join(base, mine, saved);
  return same(joined.draft, saved) ? anew : { ...joined, base: { draft: saved, revision }, restored: kept.at };
}
