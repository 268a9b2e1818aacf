import { useEffect, useState } from 'preact/hooks';
import { getRecords, type ModerationRecord, type RecordsPage, type RecordsQuery } from '../../../api/moderation';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { merged } from './records';

const limit = 30;
const every = 5_000;

export interface Records {
  /** Null before the first answer. */
  records: readonly ModerationRecord[] | null;
  error: unknown;
  /** Loads the next older page; null when there is none. */
  more: (() => void) | null;
}

interface Loaded {
  key: string;
  records: readonly ModerationRecord[];
  next: RecordsPage['next'];
}

/** The audit trail, the newest first. New records are added as they come, older pages on demand. */
export function useRecords(query: RecordsQuery, token: string): Records {
  const key = JSON.stringify(query);
  const newest = usePolled(key, () => getRecords(query, null, limit, token), every);
  const [loaded, setLoaded] = useState<Loaded>({ key: '', records: [], next: null });
  const page = newest.value;
  useEffect(() => {
    if (page) setLoaded((now) => (now.key === key ? { ...now, records: merged(now.records, page.records) } : { key, records: page.records, next: page.next }));
  }, [page, key]);

  const current = loaded.key === key ? loaded : null;
  const next = current?.next ?? null;
  const more = () =>
    void getRecords(query, next, limit, token).then(
      (older) => setLoaded((now) => (now.key === key ? { key, records: merged(now.records, older.records), next: older.next } : now)),
      toastError,
    );
  return { records: current?.records ?? null, error: current ? null : newest.error, more: next === null ? null : more };
}
