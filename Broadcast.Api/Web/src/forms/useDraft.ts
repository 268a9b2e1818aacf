import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { began, type Join } from './began';
import { forgetDraft, keepDraft, keptDraft, type Revision } from './drafts';
import type { Met } from './meeting';
import { merge, same, type TheirChange } from './merge';
import { useBeforeUnload } from './useBeforeUnload';
import { useNewest } from './useNewest';

/**
 * What is typed in a form of something that others may change too. As long as nothing is typed, the form follows what is saved; afterwards it
 * keeps what was typed, also over a reload of the page, and `meet` joins it with what another person has saved.
 * @param name of the draft in this tab: the form's and the thing's; the same as long as the form is shown
 * @param saved what the form begins from
 * @param revision of what is saved; null while there is nothing
 * @param join for drafts that are not merged field by field
 */
export function useDraft<Draft extends object, Change = TheirChange<Draft>, Kind extends Revision = number>(
  name: string,
  saved: Draft,
  revision: Kind | null,
  join: Join<Draft, Change> = merge as Join<Draft, Change>,
) {
  const [first] = useState(() => began(keptDraft<Draft, Kind>(name), saved, revision, join));
  const [draft, newest, change] = useNewest(first.draft);
  const [changes, setChanges] = useState<readonly Change[]>(first.changes);
  const [restored, setRestored] = useState(first.restored);
  const [isKept, setKept] = useState(true);
  const [base, newestBase, setBase] = useNewest(first.base);
  /** Revisions that are over: an answer that was on its way does not bring them back. */
  const over = useRef(new Set<Kind | null>());
  const touched = useMemo(() => !same(draft, base.draft), [draft, base]);
  const from = (next: Draft, at: Kind | null) => {
    over.current.add(newestBase.current.revision);
    over.current.delete(at);
    setBase({ draft: next, revision: at });
  };

  useEffect(() => {
    const known = newestBase.current;
    const isTyped = !same(newest.current, known.draft);
    if (revision === known.revision || over.current.has(revision)) return;
    // Somebody may have changed what the form does not show.
    if (isTyped && !same(saved, known.draft)) return;
    from(saved, revision);
    if (!isTyped) change(saved);
  }, [revision, touched]);

  // Before anything else can happen, such as a reload.
  useLayoutEffect(() => {
    if (!touched) {
      forgetDraft(name);
      setRestored(null);
    } else if (draft !== first.draft || base !== first.base) setKept(keepDraft(name, { at: Date.now(), base: base.draft, revision: base.revision, draft }));
  }, [draft, base, changes, touched]);
  useBeforeUnload(touched && !isKept);

  return {
    draft,
    touched,
    changes,
    /** When the draft was typed that the form goes on from; null where it began from what is saved. */
    restored: touched ? restored : null,
    /** What a save sends: what is typed by now, and the revision that it is typed over. */
    latest: () => ({ draft: newest.current, revision: newestBase.current.revision }),
    /** Takes a part, or what makes one of the newest draft, for what may come later than it was drawn, such as an undo. */
    set: (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => change({ ...newest.current, ...(typeof part === 'function' ? part(newest.current) : part) }),
    reset: () => {
      forgetDraft(name);
      change(newestBase.current.draft);
      setChanges([]);
    },
    /** Begins anew from what was saved just now. What was typed since it was sent stays. */
    saveDone: (sent: Draft, now: Draft, at: Kind | null) => {
      // The form may be gone before it is drawn again.
      forgetDraft(name);
      from(now, at);
      change(same(newest.current, sent) ? now : join(sent, newest.current, now).draft);
      setChanges([]);
    },
    /**
     * Keeps what was typed, also since the save was begun, beside what another person has saved. The next save is made from theirs; it is to be
     * sent at once where they have changed nothing that this form has, or the same.
     */
    meet: (theirs: Draft, at: Kind | null): Met => {
      const joined = join(newestBase.current.draft, newest.current, theirs);
      from(theirs, at);
      change(joined.draft);
      setChanges(joined.changes);
      return joined.changes.length > 0 ? 'shown' : 'again';
    },
  };
}

