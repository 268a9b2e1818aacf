import { useRef, useState } from 'preact/hooks';
import { listPushes, listPushTargets } from '../../../api/simulcast';
import { keptDraft } from '../../../forms/drafts';
import { Failed, Loading } from '../../../frame/Notice';
import { usePolled } from '../../../frame/usePolled';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { useSetupText } from '../useSetupText';
import { SettledRow } from './SettledRow';
import './simulcast.css';
import { TargetForm, targetDraft } from './TargetForm';
import { TargetRow } from './TargetRow';

/** Milliseconds. */
const every = 3_000;

/** The other platforms that the festival's channels are pushed to: how each fares, made and changed here. Those of the host's settings are read only. */
export function SimulcastSection({ session: { token }, festival }: SectionProps) {
  const { t, named } = useSetupText();
  const [adding, setAdding] = useState(() => keptDraft(targetDraft()) !== null);
  const add = useRef<HTMLButtonElement>(null);
  const channels = festival ? [{ id: festival.channel, name: t.relayChannel }, ...festival.stages.map((stage) => ({ id: stage.id, name: named(stage) }))] : [];
  const targets = usePolled('push targets', () => listPushTargets(token), every);
  const pushes = usePolled(
    `pushes ${channels.map((channel) => channel.id).join()}`,
    async () => (await Promise.all(channels.map(async (channel) => (await listPushes(channel.id, token)).map((status) => ({ channel, status }))))).flat(),
    every,
  );
  if (!festival) return null;

  const reload = () => {
    targets.reload();
    pushes.reload();
  };
  const close = () => {
    setAdding(false);
    add.current?.focus();
  };
  const own = targets.value ?? [];
  const settled = pushes.value?.filter(({ status }) => status.fromSettings) ?? [];
  return (
    <Panel
      title={t.setup.sections.simulcast}
      text={t.setup.simulcastText}
      tools={
        <button type="button" class="button quiet" ref={add} aria-expanded={adding} onClick={() => setAdding(!adding)} data-testid="add-target">
          + {t.setup.addTarget}
        </button>
      }
    >
      {adding && <TargetForm target={null} channels={channels} token={token} close={close} saved={reload} />}
      {targets.value === null && (targets.error ? <Failed error={targets.error} retry={targets.reload} /> : <Loading />)}
      {targets.value && pushes.value && own.length + settled.length === 0 && !adding && <p class="setup-empty">{t.setup.simulcastEmpty}</p>}
      {pushes.value === null && pushes.error !== null && <p role="alert">{t.setup.pushesUnknown}</p>}
      <ul class="setup-rows">
        {own.map((target) => (
          <TargetRow
            key={target.id}
            target={target}
            status={pushes.value?.find(({ channel, status }) => !status.fromSettings && channel.id === target.channel && status.target === target.id)?.status ?? null}
            channels={channels}
            token={token}
            reload={reload}
            removed={() => add.current?.focus()}
          />
        ))}
        {settled.map(({ channel, status }) => (
          <SettledRow key={`${channel.id} ${status.target}`} channel={channel} status={status} token={token} reload={pushes.reload} />
        ))}
      </ul>
      {settled.length > 0 && <p class="form-hint">{t.setup.settledHow}</p>}
    </Panel>
  );
}
