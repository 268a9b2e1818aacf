import { useState } from 'preact/hooks';
import { addWord, deleteWord, getWords, type WordAction } from '../../../api/moderation';
import { ApiError } from '../../../api/http';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useText } from '../../../text/useText';
import { useTimeFormat } from './useTimeFormat';

const actions: readonly WordAction[] = ['mask', 'hold', 'block'];
const every = 15_000;

/** The listed words, for all rooms. A message with one is masked, held or refused. */
export function WordList({ token }: { token: string }) {
  const { t, explain } = useText();
  const formatTime = useTimeFormat();
  const words = usePolled('words', () => getWords(token), every);
  const [filter, setFilter] = useState('');
  const [text, setText] = useState('');
  const [action, setAction] = useState<WordAction>('hold');
  const [busy, setBusy] = useState(false);

  if (words.error !== null && !words.value)
    return (
      <div class="order-empty" role="alert">
        {words.error instanceof ApiError && words.error.status === 404 ? t.wordsNone : explain(words.error)}
      </div>
    );
  if (!words.value) return <p role="status">{t.loading}</p>;

  const all = words.value.words;
  const wanted = filter.trim().toLowerCase();
  const shown = all.filter((word) => word.text.toLowerCase().includes(wanted));
  const add = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    addWord(text.trim(), action, token)
      .then(() => setText(''), toastError)
      .finally(() => {
        setBusy(false);
        words.reload();
      });
  };
  const remove = (word: string) =>
    deleteWord(word, token)
      .catch(toastError)
      .finally(words.reload);
  return (
    <div class="words" data-testid="words">
      <form onSubmit={add}>
        <label>
          {t.word}
          <input class="field" value={text} maxLength={50} autocomplete="off" onInput={(event) => setText(event.currentTarget.value)} data-testid="word-text" />
        </label>
        <label>
          {t.wordAction}
          <select class="field" value={action} onChange={(event) => setAction(event.currentTarget.value as WordAction)} data-testid="word-action">
            {actions.map((known) => (
              <option key={known} value={known}>
                {t.wordActions[known]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="button" disabled={busy || !text.trim()} data-testid="word-add">
          {t.wordAdd}
        </button>
      </form>
      {all.length > 0 && (
        <label>
          {t.wordFilter}
          <input class="field" type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} data-testid="word-filter" />
        </label>
      )}
      {shown.length === 0 && <p class="order-empty">{all.length === 0 ? t.wordsEmpty : t.wordsNoMatch}</p>}
      <ul class="word-list">
        {shown.map((word) => (
          <li key={word.text} data-testid="word">
            <strong>{word.text}</strong>
            <span class="badge kind">{t.wordActions[word.action] ?? word.action}</span>
            <span class="who">{t.wordBy(word.addedBy, formatTime(Date.parse(word.addedAt)))}</span>
            <button type="button" class="plain" aria-label={`${t.remove}: ${word.text}`} onClick={() => remove(word.text)} data-testid="word-delete">
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
