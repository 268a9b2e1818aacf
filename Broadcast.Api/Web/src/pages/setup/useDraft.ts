import { useEffect, useRef, useState } from 'preact/hooks';
import { merge, type TheirChange } from './merge';

/**
 * What is typed in a form of something that others may change too. As long as nothing is typed, the form follows what is saved; afterwards it
 * keeps what was typed, and `meet` joins it with what another person has saved.
 * @param saved what the form begins from
 * @param revision of what is saved; null while there is nothing
 */
export function useDraft<Draft extends object>(saved: Draft, revision: number | null) {
  const [draft, setDraft] = useState(saved);
  const [changes, setChanges] = useState<readonly TheirChange<Draft>[]>([]);
  const base = useRef({ draft: saved, revision });
  const touched = JSON.stringify(draft) !== JSON.stringify(base.current.draft);

  useEffect(() => {
    if (touched || revision === base.current.revision) return;
    base.current = { draft: saved, revision };
    setDraft(saved);
  }, [revision, touched]);

  /** Begins anew from what was saved just now. What was typed since it was sent stays. */
  const saveDone = (sent: Draft, now: Draft, at: number) => {
    base.current = { draft: now, revision: at };
    setDraft((typed) => merge(sent, typed, now).draft);
    setChanges([]);
  };
  /** Keeps what was typed, beside what another person has saved. The next save is made from theirs. */
  const meet = (theirs: Draft, at: number) => {
    const joined = merge(base.current.draft, draft, theirs);
    base.current = { draft: theirs, revision: at };
    setDraft(joined.draft);
    setChanges(joined.changes);
  };
  return {
    draft,
    touched,
    changes,
    /** The revision that the next save is made from. */
    revision: base.current.revision,
    set: (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part })),
    take: (field: keyof Draft & string, theirs: unknown) => {
      setDraft((now) => ({ ...now, [field]: theirs }));
      setChanges((now) => now.filter((change) => change.field !== field));
    },
    reset: () => {
      setDraft(base.current.draft);
      setChanges([]);
    },
    saveDone,
    meet,
  };
}
