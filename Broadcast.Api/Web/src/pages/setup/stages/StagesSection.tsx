import { useState } from 'preact/hooks';
import type { Festival, Stage } from '../../../api/festivals';
import { ApiError } from '../../../api/http';
import { wasMade } from '../../../api/once';
import { putFestival, restoreStage, retireStage, type StreamKeyShown } from '../../../api/setup';
import { arranged, moved, wasMoved } from '../../../forms/arranged';
import { DraftLine } from '../../../forms/DraftLine';
import { OrderConflict } from '../../../forms/OrderConflict';
import { useBeforeUnload } from '../../../forms/useBeforeUnload';
import { useDragOrder } from '../../../forms/useDragOrder';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { KeptFocus } from '../../../frame/KeptFocus';
import { toastError, toastGood, toastUndo } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { draftOf as festivalDraft } from '../festival/festivalDraft';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { makeStage } from './makeStage';
import { RetiredStages } from './RetiredStages';
import { showKey, shownKeys } from './shownKeys';
import { emptyStage } from './stageDraft';
import { StageCard } from './StageCard';
import { StageFields } from './StageFields';

const idsOf = (stages: readonly Stage[]): string[] => stages.map((stage) => stage.id);

/** The stages and their encoders. */
export function StagesSection({ session, festival, reload }: SectionProps) {
  const { t, named } = useSetupText();
  const { token } = session;
  const stages = festival?.stages ?? [];
  const { draft, set, restored, reset } = useDraft(`new stage ${festival?.id ?? ''}`, emptyStage, null);
  const [keys, setKeys] = useState(shownKeys);
  const [adding, setAdding] = useState(stages.length === 0 || restored !== null);
  const [clash, setClash] = useState<{ mine: string[]; theirs: Festival } | null>(null);
  const drag = useDragOrder((from, to) => void order(moved(idsOf(stages), from, to), festival!));
  useBeforeUnload(keys.size > 0);
  const show = (stage: string, key: StreamKeyShown | null) => {
    showKey(stage, key);
    setKeys(shownKeys());
  };
  const add = async () => {
    const key = await makeStage(festival!.id, draft, `stage-${stages.length + 1}`, [festival!.id, ...idsOf(stages)], token);
    show(key.id, key);
    done();
  };
  const done = () => {
    reset();
    setAdding(false);
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(add, (refused) => {
    if (!wasMade(refused)) return 'untold';
    toastGood(t.setup.madeUnseen);
    done();
    return 'shown';
  });
  /** What another person has changed of the festival holds; only of two orders one has to be chosen. */
  const order = async (ids: string[], from: Festival): Promise<void> => {
    try {
      await putFestival({ ...festivalDraft(from), revision: from.revision, stages: ids }, token);
      setClash(null);
    } catch (error) {
      const theirs = error instanceof ApiError && error.code === 'festival.conflict' ? (error.problem['festival'] as Festival | undefined) : undefined;
      if (theirs && !wasMoved(idsOf(from.stages), idsOf(theirs.stages))) return order(arranged(ids, idsOf(theirs.stages)), theirs);
      if (theirs) setClash({ mine: arranged(ids, idsOf(theirs.stages)), theirs });
      else toastError(error);
    }
    reload();
  };
  if (!festival) return null;

  const namesOf = (ids: readonly string[]) => ids.map((id) => clash?.theirs.stages.find((stage) => stage.id === id)).map((stage) => (stage ? named(stage) : ''));
  const retire = (stage: Stage) =>
    retireStage(stage.id, token)
      .then(() => toastUndo(t.setup.stageRetired(named(stage)), () => void restoreStage(stage.id, token).catch(toastError).finally(reload)))
      .catch(toastError)
      .finally(reload);
  return (
    <Panel
      title={t.setup.sections.stages}
      text={t.setup.stagesText}
      tools={
        !adding && (
          <button type="button" class="button quiet" onClick={() => setAdding(true)} data-back-from="stage-new" data-testid="add-stage">
            + {t.setup.addStage}
          </button>
        )
      }
    >
      {adding && (
        <KeptFocus name="stage-new">
          <form class="setup-form stage-new" ref={form} onSubmit={submit} data-testid="stage-form">
            <DraftLine restored={restored} discard={reset} />
            <StageFields draft={draft} set={set} faults={faults} short />
            <div class="setup-save">
              <button type="submit" class="button" disabled={busy} data-testid="make-stage">
                {t.setup.makeStage}
              </button>
              {stages.length > 0 && (
                <button
                  type="button"
                  class="button quiet"
                  onClick={() => {
                    reset();
                    setAdding(false);
                  }}
                >
                  {t.cancel}
                </button>
              )}
            </div>
          </form>
        </KeptFocus>
      )}
      {clash && (
        <OrderConflict
          mine={namesOf(clash.mine)}
          theirs={clash.theirs.stages.map(named)}
          keep={() => void order(clash.mine, clash.theirs)}
          take={() => setClash(null)}
        />
      )}
      <ol class="stage-cards">
        {stages.map((stage, index) => (
          <StageCard
            key={stage.id}
            stage={stage}
            index={index}
            count={stages.length}
            token={token}
            shown={keys.get(stage.id) ?? null}
            show={(key) => show(stage.id, key)}
            drag={drag}
            move={(to) => void order(moved(idsOf(stages), index, to), festival)}
            retire={() => void retire(stage)}
            reload={reload}
          />
        ))}
      </ol>
      <RetiredStages festival={festival} token={token} reload={reload} />
    </Panel>
  );
}
