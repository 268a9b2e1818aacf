import type { ModerationRecord } from '../../../api/moderation';

/** The known records and those of another page, each once, the newest first. */
export function merged(known: readonly ModerationRecord[], page: readonly ModerationRecord[]): readonly ModerationRecord[] {
  const all = new Map([...known, ...page].map((record) => [record.id, record]));
  return [...all.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
