import type { PushStatus, PushTarget } from '../../../api/simulcast';
import { useTimeFormat } from '../../control/moderation/useTimeFormat';
import { useSetupText } from '../useSetupText';
import { pushWords } from './pushWords';

/** How a push fares, in words and with a mark. */
export function PushLine({ target, status }: { target: PushTarget | null; status: PushStatus | null }) {
  const { t } = useSetupText();
  const { kind, mark, word, line } = pushWords(t.setup, target, status, useTimeFormat());
  return (
    <p class={`push-line ${kind}`}>
      <strong>
        <span aria-hidden="true">{mark}</span> {word}
      </strong>
      {line && <span> {line}</span>}
    </p>
  );
}
