/** Names a thing's saved state. */
export type Revision = string | number;

/** What was typed and not saved, with what it was typed over. */
export interface KeptDraft<Draft, Kind extends Revision = Revision> {
  /** When it was typed last, Unix ms. */
  at: number;
  base: Draft;
  /** Null where nothing was saved yet. */
  revision: Kind | null;
  draft: Draft;
}

const prefix = 'livefestival.draft.';

/** Characters of one draft: a whole rundown, twice. */
const largest = 400_000;
const most = 30;

const names = (): string[] => Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));

/**
 * Keeps a draft in this tab, in place of the one of the same name; the oldest ones go where there are too many, or where the browser's room is
 * full. Never for passwords and keys.
 * @returns false where it cannot be kept
 */
export function keepDraft<Draft>(name: string, kept: KeptDraft<Draft>): boolean {
  const text = JSON.stringify(kept);
  if (text.length > largest) {
    forgetDraft(name);
    return false;
  }
  try {
    const others = names().filter((key) => key !== prefix + name).sort((one, other) => timeOf(one) - timeOf(other));
    while (others.length >= most) sessionStorage.removeItem(others.shift()!);
    for (;;) {
      try {
        sessionStorage.setItem(prefix + name, text);
        return true;
      } catch {
        const oldest = others.shift();
        if (oldest === undefined) return false;
        sessionStorage.removeItem(oldest);
      }
    }
  } catch {
    // The browser has no such storage for this page.
    return false;
  }
}

/** Null when there is none. */
export function keptDraft<Draft, Kind extends Revision = Revision>(name: string): KeptDraft<Draft, Kind> | null {
  try {
    return JSON.parse(sessionStorage.getItem(prefix + name) ?? 'null') as KeptDraft<Draft, Kind> | null;
  } catch {
    return null;
  }
}

/** The names of the drafts that begin so. */
export function draftNames(start: string): string[] {
  try {
    return names()
      .map((key) => key.slice(prefix.length))
      .filter((name) => name.startsWith(start));
  } catch {
    // There is no storage, and so no draft.
    return [];
  }
}

export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // There is no storage, and so no draft.
  }
}

/** At the end of a sign-in: what one person has typed is not shown to the next. */
export function forgetAllDrafts(): void {
  try {
    names().forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // There is no storage, and so no draft.
  }
}

const timeOf = (key: string): number => keptDraft(key.slice(prefix.length))?.at ?? 0;
