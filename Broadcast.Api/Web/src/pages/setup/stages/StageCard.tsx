import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { putStage, rotateKey, type StageDraft, type StreamKeyShown } from '../../../api/setup';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import type { DragOrder } from '../../../forms/useDragOrder';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { KeptFocus } from '../../../frame/KeptFocus';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { OrderButtons } from '../OrderButtons';
import { SureBox } from '../SureBox';
import { KeyPanel } from './KeyPanel';
import { LiveCheck } from './LiveCheck';
import { draftOf } from './stageDraft';
import { StageFields } from './StageFields';

interface StageCardProps {
  stage: Stage;
  index: number;
  count: number;
  token: string;
  /** The key that was made just now; null when there is none to show. */
  shown: StreamKeyShown | null;
  show: (key: StreamKeyShown | null) => void;
  drag: DragOrder;
  move: (to: number) => void;
  retire: () => void;
  reload: () => void;
}

/** One stage: its live check, its key, its texts. */
export function StageCard({ stage, index, count, token, shown, show, drag, move, retire, reload }: StageCardProps) {
  const { t, named, either } = useSetupText();
  const typed = useDraft<StageDraft>(`stage ${stage.id}`, draftOf(stage), stage.revision);
  const [open, setOpen] = useState<'texts' | 'key' | null>(typed.restored === null ? null : 'texts');
  const { draft, set, touched, latest, reset, saveDone, meet } = typed;
  const save = async () => {
    const { draft: sent, revision } = latest();
    const saved = await putStage({ ...sent, revision: revision ?? stage.revision }, token);
    saveDone(sent, draftOf(saved), saved.revision);
    toastGood(t.saved);
    setOpen(null);
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(save, (refused) => {
    const theirs = refused.problem['stage'] as Stage | undefined;
    if (refused.code !== 'stage.conflict' || !theirs) return 'untold';
    return meet(draftOf(theirs), theirs.revision);
  });
  const rotate = () =>
    void rotateKey(stage.id, token)
      .then((key) => {
        setOpen(null);
        show(key);
      })
      .catch(toastError);
  const name = named(stage);
  return (
    <li class={drag.isOver(index) ? 'card stage-card over' : 'card stage-card'} data-testid={`stage-${stage.id}`} {...drag.row(index)}>
      <header>
        {count > 1 && (
          <span class="slot-handle" aria-hidden="true" title={t.setup.drag} {...drag.handle(index)}>
            ⠿
          </span>
        )}
        <div>
          <h3>{name}</h3>
          <p>{either(stage.place, stage.placeEn)}</p>
        </div>
        {count > 1 && <OrderButtons name={name} index={index} count={count} move={move} />}
      </header>
      <LiveCheck stage={stage} token={token} />
      {shown && (
        <KeptFocus name={`key-of-${stage.id}`}>
          <KeyPanel name={name} shown={shown} done={() => show(null)} />
        </KeptFocus>
      )}
      {!shown && (
        <div class="stage-tools">
          <button type="button" class="button quiet" aria-expanded={open === 'key'} onClick={() => setOpen(open === 'key' ? null : 'key')} data-back-from={`key-of-${stage.id}`} data-testid={`key-${stage.id}`}>
            {t.setup.newKey}
          </button>
          <button type="button" class="button quiet" aria-expanded={open === 'texts'} onClick={() => setOpen(open === 'texts' ? null : 'texts')} data-testid={`edit-${stage.id}`}>
            {t.edit}
          </button>
          <button type="button" class="button quiet" onClick={retire} data-testid={`retire-${stage.id}`}>
            {t.setup.retire}
          </button>
        </div>
      )}
      {open === 'key' && !shown && (
        <SureBox name={`key-of-${stage.id}`} text={t.setup.newKeyText} yes={t.setup.newKeyYes} no={t.cancel} act={rotate} close={() => setOpen(null)} testId={`rotate-${stage.id}`} />
      )}
      {open === 'texts' && (
        <KeptFocus name={`texts-of-${stage.id}`}>
          <form class="setup-form" ref={form} onSubmit={submit}>
            <DraftLine restored={typed.restored} discard={reset} />
            <DraftConflict form={typed} label={(field) => t.setup.fields[field]} />
            <StageFields draft={draft} set={set} faults={faults} />
            <div class="setup-save">
              <button type="submit" class="button" disabled={busy} data-testid={`save-${stage.id}`}>
                {t.save}
              </button>
              {touched && (
                <button type="button" class="button quiet" onClick={reset}>
                  {t.setup.discard}
                </button>
              )}
            </div>
          </form>
        </KeptFocus>
      )}
    </li>
  );
}
