import { useEffect, useState } from 'preact/hooks';
import { makePushTarget, putPushTarget, type PushTarget, type PushTargetDraft } from '../../../api/simulcast';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { Field } from '../../../forms/Field';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { platformOf, platforms } from './platforms';

/** A channel with its name. */
export interface NamedChannel {
  id: string;
  name: string;
}

interface TargetFormProps {
  /** Null for a new one. */
  target: PushTarget | null;
  channels: readonly NamedChannel[];
  token: string;
  close: () => void;
  saved: () => void;
}

/** What is typed but for the key, which no draft keeps. */
type TypedTarget = Omit<PushTargetDraft, 'key'>;

const draftOf = ({ channel, name, server, on }: PushTarget): TypedTarget => ({ channel, name, server, on });

/** The name of the draft of a platform; of a new one without an id. */
export const targetDraft = (id?: string): string => `platform ${id ?? ''}`;

/** A platform, new or known. The key that is there is never shown: an empty field leaves it. */
export function TargetForm({ target, channels, token, close, saved }: TargetFormProps) {
  const { t, language } = useSetupText();
  const start: TypedTarget = target ? draftOf(target) : { channel: channels[0]?.id ?? '', name: '', server: '', on: true };
  const typed = useDraft<TypedTarget>(targetDraft(target?.id), start, target?.revision ?? null);
  const { draft, set, reset, latest, saveDone, meet } = typed;
  const [key, setKey] = useState('');
  const [chosen, setChosen] = useState(platformOf(start.server)?.id ?? (target ? 'own' : ''));
  const { form, busy, faults, submit } = useSubmit(
    async () => {
      const { draft: sent, revision } = latest();
      const put = await (target ? putPushTarget(target.id, { ...sent, key, revision: revision ?? target.revision }, token) : makePushTarget({ ...sent, key }, token));
      saveDone(sent, target ? draftOf(put) : start, target ? put.revision : null);
      toastGood(t.saved);
      saved();
      close();
    },
    (refused) => {
      const theirs = refused.problem['target'] as PushTarget | undefined;
      if (refused.code !== 'simulcast.conflict' || !theirs) return 'untold';
      const met = meet(draftOf(theirs), theirs.revision);
      // Two new keys: neither is shown.
      return met === 'again' && key !== '' && theirs.keyEnd !== target?.keyEnd ? 'untold' : met;
    },
  );
  useEffect(() => form.current?.querySelector<HTMLElement>('select, input')?.focus(), []);
  const choose = (id: string) => {
    const platform = platforms.find((one) => one.id === id);
    if (!platform) return;
    const before = platforms.find((one) => one.id === chosen);
    const named = (one: typeof platform | undefined) => (one && language === 'en' ? one.nameEn : one?.name) ?? '';
    setChosen(id);
    // What somebody has typed is not replaced.
    set({
      ...((draft.server === '' || draft.server === before?.server) && { server: platform.server }),
      ...((draft.name === '' || draft.name === named(before)) && { name: named(platform) }),
    });
  };
  /** A field's value, as people say it. */
  const shown = (value: unknown, field: keyof TypedTarget): string =>
    field === 'on' ? t.setup.pushStates[value ? 'on' : 'off'] : field === 'channel' ? (channels.find((channel) => channel.id === value)?.name ?? String(value)) : String(value);
  const known = channels.some((channel) => channel.id === draft.channel);
  return (
    <form class="setup-form stage-new" ref={form} noValidate onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()} data-testid="target-form">
      <DraftLine restored={typed.restored} discard={reset} />
      <DraftConflict form={typed} label={(field) => t.setup.targetFields[field]} show={shown} />
      <div class="setup-pair">
        <Field name="platform" label={t.setup.platform} hint={chosen ? t.setup.platformHints[chosen] ?? '' : ''} faults={faults}>
          {(control) => (
            <select {...control} class="field" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
              {chosen === '' && <option value="">{t.setup.platformChoose}</option>}
              {platforms.map((platform) => (
                <option key={platform.id} value={platform.id}>
                  {(language === 'en' ? platform.nameEn : platform.name) || t.setup.platformOwn}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field name="channel" label={t.setup.targetFields.channel} faults={faults}>
          {(control) => (
            <select {...control} class="field" value={draft.channel} onChange={(event) => set({ channel: event.currentTarget.value })}>
              {channels.map((channel) => (
                <option key={channel.id} value={channel.id}>
                  {channel.name}
                </option>
              ))}
              {!known && <option value={draft.channel}>{draft.channel}</option>}
            </select>
          )}
        </Field>
      </div>
      <Field name="name" label={t.setup.targetFields.name} faults={faults}>
        {(control) => <input {...control} class="field" required maxLength={60} value={draft.name} onInput={(event) => set({ name: event.currentTarget.value })} />}
      </Field>
      <Field name="server" label={t.setup.targetFields.server} hint={t.setup.serverHint} faults={faults}>
        {(control) => (
          <input {...control} class="field" required inputMode="url" autocapitalize="off" spellcheck={false} maxLength={300} value={draft.server} onInput={(event) => set({ server: event.currentTarget.value })} />
        )}
      </Field>
      <Field name="key" label={t.setup.targetFields.key} hint={target ? t.setup.keyStays(target.keyEnd) : t.setup.platformKeyHint} faults={faults}>
        {(control) => (
          <input {...control} class="field" type="password" required={!target} autocomplete="off" maxLength={500} value={key} onInput={(event) => setKey(event.currentTarget.value)} />
        )}
      </Field>
      <label class="setup-check">
        <input type="checkbox" name="on" checked={draft.on} onChange={(event) => set({ on: event.currentTarget.checked })} />
        {t.setup.targetFields.on}
      </label>
      <div class="setup-save">
        <button type="submit" class="button" disabled={busy} data-testid="save-target">
          {t.save}
        </button>
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            reset();
            close();
          }}
        >
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
