import { useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import { addWord, getWords, type ListedWord } from '../../../api/moderation';
import { useSubmit } from '../../../forms/useSubmit';
import { usePolled } from '../../../frame/usePolled';
import { useText } from '../../../text/useText';
import { WordFields, type WordDraft } from './WordFields';
import { WordImport } from './WordImport';
import { WordRow } from './WordRow';
import { typedWords } from './wordSeen';

const empty: WordDraft = { text: '', action: 'hold' };
const every = 15_000;

/** The listed words, for all rooms. A message with one is masked, held or refused. */
export function WordList({ token }: { token: string }) {
  const { t, explain } = useText();
  const words = usePolled('words', () => getWords(token), every);
  const [filter, setFilter] = useState('');
  const [draft, setDraft] = useState(empty);
  const [opened, setOpened] = useState<readonly string[]>(typedWords);
  const { form, busy, faults, submit } = useSubmit(async () => {
    await addWord({ ...draft, text: draft.text.trim() }, token);
    setDraft((now) => ({ ...now, text: '' }));
    words.reload();
  });

  if (words.error !== null && !words.value)
    return (
      <div class="order-empty" role="alert">
        {words.error instanceof ApiError && words.error.status === 404 ? t.words.none : explain(words.error)}
      </div>
    );
  if (!words.value) return <p role="status">{t.loading}</p>;

  const all = words.value.words;
  const wanted = filter.trim().toLowerCase();
  const fits = (word: ListedWord) => word.text.toLowerCase().includes(wanted);
  const shown = all.filter(fits);
  // What is typed in stays, whatever is searched for and whatever others do.
  const left = opened.filter((text) => !all.some((word) => word.text === text));
  const rows = [...left.map((text) => ({ text, word: null })), ...all.filter((word) => fits(word) || opened.includes(word.text)).map((word) => ({ text: word.text, word }))];
  const open = (text: string, isOpen: boolean) => setOpened((now) => (isOpen ? [...now, text] : now.filter((other) => other !== text)));
  return (
    <div class="words" data-testid="words">
      <form ref={form} onSubmit={submit} noValidate>
        <WordFields draft={draft} set={(part) => setDraft((now) => ({ ...now, ...part }))} faults={faults} testid="word" />
        <button type="submit" class="button" disabled={busy || !draft.text.trim()} data-testid="word-add">
          {t.words.add}
        </button>
      </form>
      <WordImport token={token} reload={words.reload} />
      {all.length > 0 && (
        <label>
          {t.words.find}
          <input class="field" type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} data-testid="word-filter" />
        </label>
      )}
      {all.length > 0 && (
        <p class="who" role="status">
          {t.words.count(shown.length, all.length)}
        </p>
      )}
      {shown.length === 0 && <p class="order-empty">{all.length === 0 ? t.words.empty : t.words.noMatch}</p>}
      <ul class="word-list" tabIndex={-1}>
        {rows.map(({ text, word }) => (
          <WordRow key={text} text={text} word={word} isOpen={opened.includes(text)} setOpen={(isOpen) => open(text, isOpen)} token={token} reload={words.reload} />
        ))}
      </ul>
    </div>
  );
}
