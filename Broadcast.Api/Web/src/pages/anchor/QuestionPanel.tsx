import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Stage } from '../../api/festivals';
import type { Product } from '../../api/products';
import type { PlannedSlot } from '../../frame/programme';
import type { StaffRoom } from '../../staff/useStaffRoom';
import { useText } from '../../text/useText';
import { PollPanel } from './PollPanel';
import { QuestionForm } from './QuestionForm';
import { RunningQuestion } from './RunningQuestion';
import { ScheduledPanel } from './ScheduledPanel';

interface QuestionPanelProps {
  stage: Stage;
  products: readonly Product[];
  own: StaffRoom;
  /** The rundown while the stage is on air; null otherwise. */
  slots: readonly PlannedSlot[] | null;
  token: string;
}

/** The form for a question, then the running question. After a reload it continues with a question that the room has not finished. */
export function QuestionPanel({ stage, products, own, slots, token }: QuestionPanelProps) {
  const { t } = useText();
  const [asked, setAsked] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const unfinished = own.state.questions.find(({ phase }) => phase === 'open' || phase === 'paused' || phase === 'closed')?.id ?? null;
  const current = asked ?? (unfinished === done ? null : unfinished);
  // A question stays until the anchor has seen its result.
  useEffect(() => {
    if (current) setAsked(current);
  }, [current]);

  // A form that was filled in to its end leaves the panel scrolled down.
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => panel.current?.scrollTo(0, 0), [current]);

  const serverNow = useCallback(() => own.room?.clock.serverNow() ?? Date.now(), [own.room]);
  const finish = () => {
    setDone(current);
    setAsked(null);
  };
  return (
    <section ref={panel} class="panel anchor-question" aria-label={t.question}>
      {current ? (
        <RunningQuestion key={current} stage={stage} id={current} token={token} serverNow={serverNow} finish={finish} />
      ) : (
        <QuestionForm stage={stage} products={products} slots={slots} token={token} serverNow={serverNow} opened={setAsked} />
      )}
      <PollPanel stage={stage.id} own={own} serverNow={serverNow} />
      <ScheduledPanel stage={stage.id} scheduled={own.state.scheduled} token={token} serverNow={serverNow} />
    </section>
  );
}
