import type { ModerationRecord } from '../../../api/moderation';

/** Records that were seen and those of another page, each once, the newest first. */
export function merged(seen: readonly ModerationRecord[], page: readonly ModerationRecord[]): readonly ModerationRecord[] {
  const all = new Map([...seen, ...page].map((record) => [record.id, record]));
  return [...all.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
