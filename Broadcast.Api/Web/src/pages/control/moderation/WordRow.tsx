import { useEffect, useRef, useState } from 'preact/hooks';
import { addWord, deleteWord, type ListedWord } from '../../../api/moderation';
import { useSubmit } from '../../../forms/useSubmit';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { useTimeFormat } from './useTimeFormat';
import { WordFields } from './WordFields';

/** One word of the list, to be edited or removed. */
export function WordRow({ word, token, reload }: { word: ListedWord; token: string; reload: () => void }) {
  const { t } = useText();
  const formatTime = useTimeFormat();
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState({ text: word.text, action: word.action });
  const edit = useRef<HTMLButtonElement>(null);
  const { form, busy, faults, submit } = useSubmit(async () => {
    await addWord({ ...draft, text: draft.text.trim(), replaces: word.text }, token);
    toastGood(t.words.saved(draft.text.trim()));
    close();
    reload();
  });
  useEffect(() => void (isOpen && form.current?.querySelector('input')?.focus()), [isOpen]);
  const open = () => {
    setDraft({ text: word.text, action: word.action });
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    setTimeout(() => edit.current?.focus());
  };
  const remove = () => void deleteWord(word.text, token).catch(toastError).finally(reload);
  return (
    <li data-testid="word">
      {isOpen ? (
        <form ref={form} onSubmit={submit} noValidate onKeyDown={(event) => event.key === 'Escape' && close()} aria-label={t.words.editOf(word.text)}>
          <WordFields draft={draft} set={setDraft} faults={faults} testid="edit-word" />
          <button type="submit" class="button" disabled={busy || !draft.text.trim()} data-testid="edit-word-save">
            {t.save}
          </button>
          <button type="button" class="button quiet" onClick={close}>
            {t.cancel}
          </button>
        </form>
      ) : (
        <>
          <strong>{word.text}</strong>
          <span class="badge kind">{t.words.actions[word.action] ?? word.action}</span>
          <span class="who">{t.words.by(word.addedBy, formatTime(Date.parse(word.addedAt)))}</span>
          <button ref={edit} type="button" class="plain" aria-label={t.words.editOf(word.text)} onClick={open} data-testid="word-edit">
            ✎
          </button>
          <button type="button" class="plain" aria-label={`${t.remove}: ${word.text}`} onClick={remove} data-testid="word-delete">
            ×
          </button>
        </>
      )}
    </li>
  );
}
