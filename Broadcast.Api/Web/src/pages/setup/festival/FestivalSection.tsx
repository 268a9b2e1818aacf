import { useMemo, useState } from 'preact/hooks';
import { listFestivals, type Festival } from '../../../api/festivals';
import { createFestival, putFestival, type FestivalDraft } from '../../../api/setup';
import { DraftLine } from '../../../forms/DraftLine';
import { Field } from '../../../forms/Field';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { usePolled } from '../../../frame/usePolled';
import { toastError, toastGood } from '../../../frame/Toasts';
import { paths } from '../../../paths';
import { useSetupText } from '../useSetupText';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { slugOf } from '../slug';
import { useWhole } from '../useWhole';
import { copyStages } from '../stages/makeStage';
import { ChaptersEditor } from './ChaptersEditor';
import { FestivalConflict } from './FestivalConflict';
import { draftOf, emptyFestival, joined, zones, type FestivalChange } from './festivalDraft';
import { Festivals } from './Festivals';

/** Names, days, zone and chapters of the festival; makes it where there is none. */
export function FestivalSection({ session, festival, choose, reload }: SectionProps) {
  const { t, named } = useSetupText();
  const known = useMemo(zones, []);
  const whole = useWhole(festival, session.token);
  const typed = useDraft<FestivalDraft, FestivalChange>(
    `festival ${festival?.id ?? ''}`,
    festival ? draftOf(festival) : emptyFestival(known[0] ?? 'Asia/Shanghai'),
    festival?.revision ?? null,
    joined,
  );
  const { draft, set, touched, latest, reset, saveDone, meet } = typed;
  const former = usePolled(festival ? null : 'former festivals', listFestivals);
  const [like, setLike] = useState('');
  const save = async () => {
    const { draft: sent, revision } = latest();
    const saved = festival
      ? await putFestival({ ...sent, id: festival.id, revision: revision ?? festival.revision }, session.token)
      : await createFestival({ ...sent, id: sent.id || slugOf([sent.nameEn, sent.name], 'festival') }, session.token);
    saveDone(sent, draftOf(saved), saved.revision);
    toastGood(t.saved);
    reload();
    if (festival) return;
    if (like) await copyStages(like, saved.id, session.token).catch(toastError);
    choose(saved.id);
    location.hash = 'stages';
  };
  const { form, busy, faults, submit } = useSubmit(save, (refused) => {
    const theirs = refused.problem['festival'] as Festival | undefined;
    if (refused.code !== 'festival.conflict' || !theirs) return 'untold';
    return meet(draftOf(theirs), theirs.revision);
  });

  const line = (name: 'name' | 'nameEn' | 'theme' | 'themeEn', most: number, hint = '') => (
    <Field name={name} label={t.setup.fields[name]} hint={hint} faults={faults}>
      {(control) => <input {...control} class="field" required={name === 'name'} maxLength={most} value={draft[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />}
    </Field>
  );
  const date = (name: 'firstDay' | 'lastDay') => (
    <Field name={name} label={t.setup.fields[name]} faults={faults}>
      {(control) => <input {...control} class="field" type="date" value={draft[name]} min={name === 'lastDay' ? draft.firstDay : undefined} onInput={(event) => set({ [name]: event.currentTarget.value })} />}
    </Field>
  );
  return (
    <>
      <Panel title={festival ? t.setup.sections.festival : t.setup.newFestival} text={t.setup.festivalText}>
        <form class="setup-form" ref={form} onSubmit={submit} data-testid="festival-form">
          <DraftLine restored={typed.restored} discard={reset} />
          <FestivalConflict draft={draft} changes={typed.changes} set={set} />
          <div class="setup-pair">
            {line('name', 80, t.setup.nameHint)}
            {line('nameEn', 80, t.setup.nameEnHint)}
          </div>
          <div class="setup-pair">
            {line('theme', 200)}
            {line('themeEn', 200)}
          </div>
          <div class="setup-three">
            {date('firstDay')}
            {date('lastDay')}
            <Field name="timeZone" label={t.setup.fields.timeZone} hint={t.setup.zoneHint} faults={faults}>
              {(control) => (
                <>
                  <input {...control} class="field" list="setup-zones" required autocomplete="off" value={draft.timeZone} onInput={(event) => set({ timeZone: event.currentTarget.value })} />
                  <datalist id="setup-zones">
                    {known.map((zone) => (
                      <option key={zone} value={zone} />
                    ))}
                  </datalist>
                </>
              )}
            </Field>
          </div>
          {!festival && (
            <Field name="id" label={t.setup.fields.id} hint={t.setup.idHint(`${location.origin}${paths.watch(draft.id || slugOf([draft.nameEn, draft.name], 'festival'))}`)} faults={faults}>
              {(control) => <input {...control} class="field" maxLength={40} pattern="[a-z0-9][a-z0-9\-]*" placeholder={slugOf([draft.nameEn, draft.name], 'festival')} value={draft.id} onInput={(event) => set({ id: event.currentTarget.value })} />}
            </Field>
          )}
          {!festival && former.value && former.value.length > 0 && (
            <Field name="like" label={t.setup.stagesLike} hint={t.setup.stagesLikeHint} faults={faults}>
              {(control) => (
                <select {...control} class="field" value={like} onChange={(event) => setLike(event.currentTarget.value)} data-testid="stages-like">
                  <option value="">{t.setup.noStages}</option>
                  {former.value!.map((one) => (
                    <option key={one.id} value={one.id}>
                      {named(one)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <ChaptersEditor chapters={draft.chapters} change={(next) => set((now) => ({ chapters: next(now.chapters) }))} retired={whole?.chapters ?? []} faults={faults} />
          <div class="setup-save">
            <button type="submit" class="button" disabled={busy || (festival !== null && !touched)} data-testid="save-festival">
              {festival ? t.save : t.setup.makeFestival}
            </button>
            {touched && festival && (
              <button type="button" class="button quiet" onClick={reset}>
                {t.setup.discard}
              </button>
            )}
            {touched && <span class="form-hint">{t.unsaved}</span>}
          </div>
        </form>
      </Panel>
      <Festivals current={festival?.id ?? null} token={session.token} choose={choose} reload={reload} />
    </>
  );
}
