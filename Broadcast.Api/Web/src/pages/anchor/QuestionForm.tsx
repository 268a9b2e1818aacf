import { useState } from 'preact/hooks';
import type { Stage } from '../../api/festivals';
import type { Product } from '../../api/products';
import { openQuestion } from '../../api/rooms';
import type { PlannedSlot } from '../../frame/programme';
import { toastError, toastGood } from '../../frame/Toasts';
import { useNow } from '../../frame/useNow';
import type { QuestionDraft } from '../../room/contracts';
import { clockTime, countdown } from '../../text/format';
import { useText } from '../../text/useText';
import { emptyDraft, finished, forgetDraft, isReady, leastProofs, maySchedule, mostOptions, rememberDraft, rememberedDraft } from './draft';
import { rememberMark } from './marks';
import { leavesAirAt } from './onAir';
import { WhenField } from './WhenField';

interface QuestionFormProps {
  stage: Stage;
  products: readonly Product[];
  /** The rundown while the stage is on air; null otherwise. */
  slots: readonly PlannedSlot[] | null;
  token: string;
  serverNow: () => number;
  opened: (id: string) => void;
}

/** A question as it is written: it is asked at once, or at a time. */
export function QuestionForm({ stage, products, slots, token, serverNow, opened }: QuestionFormProps) {
  const { t, named, language } = useText();
  const [draft, setDraft] = useState(rememberedDraft);
  const [busy, setBusy] = useState(false);

  const change = (part: Partial<QuestionDraft>) => {
    const changed = { ...draft, ...part };
    rememberDraft(changed);
    setDraft(changed);
  };
  const option = (index: number, text: string) => change({ options: draft.options.map((old, at) => (at === index ? text : old)) });
  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const asked = finished(draft);
    openQuestion(stage.id, asked, token)
      .then(({ id }) => {
        forgetDraft();
        if (typeof asked.answer === 'number') rememberMark(id, asked.answer);
        if (opensAt === null) return opened(id);
        setDraft(emptyDraft);
        toastGood(t.scheduledFor(clockTime(opensAt, language)));
      }, toastError)
      .finally(() => setBusy(false));
  };
  const opensAt = draft.opensAt ?? null;
  const now = useNow(1_000, serverNow);
  const leaves = slots && opensAt === null ? leavesAirAt(slots, stage.id, now) : null;
  const tooLong = leaves !== null && draft.seconds * 1000 > leaves - now;
  const prizes = [...products].sort((one, other) => Number(other.stage === stage.id) - Number(one.stage === stage.id));

  return (
    <form class="question-form" onSubmit={submit}>
      <h2>{t.newQuestion}</h2>
      <textarea
        class="field"
        rows={2}
        maxLength={200}
        value={draft.text}
        placeholder={t.questionText}
        aria-label={t.questionText}
        onInput={(event) => change({ text: event.currentTarget.value })}
        data-testid="question-text"
      />
      {draft.options.map((text, index) => (
        <div class="option-row" key={index}>
          <label class="option-right">
            <input
              type="radio"
              name="answer"
              checked={draft.answer === index}
              onChange={() => change({ answer: index })}
              aria-label={t.rightOption(index + 1)}
              data-testid={`option-right-${index}`}
            />
          </label>
          <input
            class="field"
            value={text}
            maxLength={80}
            placeholder={t.option(index + 1)}
            aria-label={t.option(index + 1)}
            onInput={(event) => option(index, event.currentTarget.value)}
            data-testid={`option-text-${index}`}
          />
        </div>
      ))}
      <label class="mark-later">
        <input type="radio" name="answer" checked={(draft.answer ?? null) === null} onChange={() => change({ answer: null })} data-testid="option-right-later" />
        {t.markLater}
      </label>
      {draft.options.length < mostOptions && (
        <button type="button" class="plain add" onClick={() => change({ options: [...draft.options, ''] })} data-testid="add-option">
          + {t.addOption}
        </button>
      )}
      <div class="question-numbers">
        <label>
          {t.seconds}
          <input class="field" type="number" inputMode="numeric" min={3} max={300} value={draft.seconds} onInput={(event) => change({ seconds: event.currentTarget.valueAsNumber || 0 })} data-testid="question-seconds" />
        </label>
        <label>
          {t.winnersCount}
          <input class="field" type="number" inputMode="numeric" min={0} max={100} value={draft.winners} onInput={(event) => change({ winners: event.currentTarget.valueAsNumber || 0 })} data-testid="question-winners" />
        </label>
        <label>
          {t.prize}
          <select class="field" value={draft.productId ?? ''} onChange={(event) => change(prize(event.currentTarget.value))} data-testid="question-prize">
            <option value="">{t.noPrize}</option>
            {prizes.map((product) => (
              <option key={product.id} value={product.id}>
                {named(product)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {draft.winners !== 0 && (
        <label class="question-strength">
          {t.mayWin}
          <select class="field" value={draft.strength ?? 'telephone'} onChange={(event) => change({ strength: event.currentTarget.value })} data-testid="question-strength">
            {leastProofs.map((least) => (
              <option key={least} value={least}>
                {t.leastProofs[least]}
              </option>
            ))}
          </select>
        </label>
      )}
      <WhenField opensAt={opensAt} change={(at) => change({ opensAt: at })} serverNow={serverNow} name="question" />
      <div class="question-submit">
        {tooLong && (
          <p class="slot-warning" id="slot-warning" data-testid="longer-than-slot">
            {t.longerThanSlot(countdown(leaves - now))}
          </p>
        )}
        <button type="submit" class="button wide" aria-describedby={tooLong ? 'slot-warning' : undefined} disabled={busy || !isReady(draft) || !maySchedule(opensAt, serverNow())} data-testid="open-question">
          {opensAt === null ? ((draft.answer ?? null) === null ? t.openMarkLater : t.openQuestion) : t.scheduleAt(clockTime(opensAt, language))}
        </button>
      </div>
    </form>
  );
}

/** Without a prize the id is absent; JSON leaves `undefined` out. */
const prize = (id: string): Partial<QuestionDraft> => ({ productId: id === '' ? undefined : id }) as Partial<QuestionDraft>;
