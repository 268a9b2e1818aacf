import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { ApiError } from '../../../api/http';
import { createStage, putFestival, restoreStage, retireStage, type StreamKeyShown } from '../../../api/setup';
import { useSubmit } from '../../../forms/useSubmit';
import { KeptFocus } from '../../../frame/KeptFocus';
import { toastError, toastUndo } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { draftOf as festivalDraft, moved } from '../festival/festivalDraft';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { freeSlug, slugOf } from '../slug';
import { RetiredStages } from './RetiredStages';
import { emptyStage } from './stageDraft';
import { StageCard } from './StageCard';
import { StageFields } from './StageFields';

/** New keys, until they are put away. Nowhere else: they outlive a look at another section, and no reload. */
let shownKeys: ReadonlyMap<string, StreamKeyShown> = new Map();

/** The stages and their encoders. */
export function StagesSection({ session, festival, reload }: SectionProps) {
  const { t, named } = useSetupText();
  const { token } = session;
  const stages = festival?.stages ?? [];
  const [draft, setDraft] = useState(emptyStage);
  const [keys, setKeys] = useState(shownKeys);
  const [adding, setAdding] = useState(stages.length === 0);
  const show = (stage: string, key: StreamKeyShown | null) => {
    shownKeys = new Map([...shownKeys].filter(([id]) => id !== stage).concat(key ? [[stage, key]] : []));
    setKeys(shownKeys);
  };
  /** Ids of retired stages and of other festivals are taken too: the next one is tried. */
  const createFree = async (taken: readonly string[]): Promise<StreamKeyShown> => {
    const id = freeSlug(slugOf([draft.nameEn, draft.name], `stage-${stages.length + 1}`), taken);
    try {
      return await createStage(festival!.id, { ...draft, id }, token);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'channel.taken' && taken.length < 100) return createFree([...taken, id]);
      throw error;
    }
  };
  const add = async () => {
    const key = await createFree([festival!.id, ...stages.map((stage) => stage.id)]);
    show(key.id, key);
    setDraft(emptyStage);
    setAdding(false);
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(add);
  if (!festival) return null;

  const order = (from: number, to: number) =>
    putFestival({ ...festivalDraft(festival), revision: festival.revision, stages: moved(stages.map((stage) => stage.id), from, to) }, token)
      .catch(toastError)
      .finally(reload);
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
            <StageFields draft={draft} set={(part) => setDraft((now) => ({ ...now, ...part }))} faults={faults} short />
            <div class="setup-save">
              <button type="submit" class="button" disabled={busy} data-testid="make-stage">
                {t.setup.makeStage}
              </button>
              {stages.length > 0 && (
                <button type="button" class="button quiet" onClick={() => setAdding(false)}>
                  {t.cancel}
                </button>
              )}
            </div>
          </form>
        </KeptFocus>
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
            move={(to) => void order(index, to)}
            retire={() => void retire(stage)}
            reload={reload}
          />
        ))}
      </ol>
      <RetiredStages festival={festival} token={token} reload={reload} />
    </Panel>
  );
}
