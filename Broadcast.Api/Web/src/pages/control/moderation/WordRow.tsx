import { useRef } from 'preact/hooks';
import { deleteWord, type ListedWord } from '../../../api/moderation';
import { toastError } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { useTimeFormat } from './useTimeFormat';
import { WordForm } from './WordForm';

interface WordRowProps {
  /** The word's text when the row came. */
  text: string;
  /** Null where the word has left the list meanwhile; the row is open then. */
  word: ListedWord | null;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  token: string;
  reload: () => void;
}

/** One word of the list, to be edited or removed. */
export function WordRow({ text, word, isOpen, setOpen, token, reload }: WordRowProps) {
  const { t } = useText();
  const formatTime = useTimeFormat();
  const row = useRef<HTMLLIElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const close = () => {
    const list = row.current?.closest('ul');
    setOpen(false);
    // A row that is in no list any more goes.
    setTimeout(() => (edit.current ?? list)?.focus());
  };
  const remove = () => void deleteWord(text, token).catch(toastError).finally(reload);
  return (
    <li ref={row} data-testid="word">
      {isOpen || !word ? (
        <WordForm text={text} word={word} token={token} close={close} reload={reload} />
      ) : (
        <>
          <strong>{word.text}</strong>
          <span class="badge kind">{t.words.actions[word.action] ?? word.action}</span>
          <span class="who">{t.words.by(word.addedBy, formatTime(Date.parse(word.addedAt)))}</span>
          <button ref={edit} type="button" class="plain" aria-label={t.words.editOf(word.text)} onClick={() => setOpen(true)} data-testid="word-edit">
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
