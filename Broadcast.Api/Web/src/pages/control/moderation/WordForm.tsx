import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import { addWord, type ListedWord, type WordAction } from '../../../api/moderation';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { keptDraft } from '../../../forms/drafts';
import type { TheirChange } from '../../../forms/merge';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { WordFields, type WordDraft } from './WordFields';
import { seenIn, seenOf, wordDraft } from './wordSeen';

interface WordFormProps {
  /** The word's text when the form was opened; it names the draft. */
  text: string;
  /** Null where the word has left the list meanwhile. */
  word: ListedWord | null;
  token: string;
  close: () => void;
  reload: () => void;
}

const draftOf = ({ text, action }: WordDraft): WordDraft => ({ text, action });

const theirsIn = (refused: ApiError): WordDraft | null => (refused.problem['word'] as WordDraft | null | undefined) ?? null;

/** Whether the word is not in the list any more. */
const isGoneIn = (error: unknown): boolean => error instanceof ApiError && error.code === 'words.conflict' && theirsIn(error) === null;

/** Changes a word. What was typed stays, also when somebody else was faster or has removed the word: then it is added anew. */
export function WordForm({ text, word, token, close, reload }: WordFormProps) {
  const { t } = useText();
  const [first] = useState<WordDraft>(() => word ?? keptDraft<WordDraft, string>(wordDraft(text))?.base ?? { text, action: 'hold' });
  const seen = useRef(first);
  if (word) seen.current = word;
  const typed = useDraft<WordDraft, TheirChange<WordDraft>, string>(wordDraft(text), draftOf(seen.current), seenOf(seen.current));
  const { draft, set, reset, saveDone, meet } = typed;
  const hasLeft = word === null;
  const [wasGone, setGone] = useState(false);
  useEffect(() => setGone(false), [hasLeft]);
  const isGone = hasLeft || wasGone;
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      const { draft: now, revision } = typed.latest();
      const sent = { ...now, text: now.text.trim() };
      const saved = await addWord({ ...sent, ...seenIn(revision ?? seenOf(seen.current)) }, token).catch((error: unknown) => {
        // Whoever saves then has read that it is gone.
        if (isGone && isGoneIn(error)) return addWord(sent, token);
        throw error;
      });
      saveDone(now, draftOf(saved), seenOf(saved));
      toastGood(t.words.saved(saved.text));
      close();
      reload();
    },
    (refused) => {
      if (refused.code !== 'words.conflict') return 'untold';
      const theirs = theirsIn(refused);
      setGone(theirs === null);
      reload();
      return theirs ? meet(draftOf(theirs), seenOf(theirs)) : 'shown';
    },
  );
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const cancel = () => {
    reset();
    close();
  };
  return (
    <>
      <DraftLine restored={typed.restored} discard={reset} />
      {isGone ? (
        <p class="form-conflict" role="alert" data-testid="word-gone">
          {t.words.gone}
        </p>
      ) : (
        <DraftConflict
          form={typed}
          label={(field) => (field === 'text' ? t.words.word : t.words.action)}
          show={(value, field) => (field === 'action' ? t.words.actions[value as WordAction] : undefined) ?? String(value)}
        />
      )}
      <form ref={form} onSubmit={submit} noValidate onKeyDown={(event) => event.key === 'Escape' && close()} aria-label={t.words.editOf(text)}>
        <WordFields draft={draft} set={set} faults={faults} testid="edit-word" />
        <button type="submit" class="button" disabled={busy || !draft.text.trim()} data-testid="edit-word-save">
          {t.save}
        </button>
        <button type="button" class="button quiet" onClick={cancel}>
          {t.cancel}
        </button>
      </form>
    </>
  );
}
