import { holdTarget, listTargets, startTarget, type SimulcastTarget } from '../../../api/setup';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { CopyLine } from '../CopyLine';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';

/** Milliseconds. */
const every = 3_000;

/** The platforms that the festival's channels are pushed to: how each fares, started and held back. Their addresses are secrets of the host. */
export function SimulcastSection({ session, festival }: SectionProps) {
  const { t, named } = useSetupText();
  const channels = festival ? [{ id: festival.channel, name: t.relayChannel }, ...festival.stages.map((stage) => ({ id: stage.id, name: named(stage) }))] : [];
  const targets = usePolled(
    `simulcast ${channels.map((channel) => channel.id).join()}`,
    async () => Promise.all(channels.map(async (channel) => ({ ...channel, targets: await listTargets(channel.id, session.token) }))),
    every,
  );
  if (!festival) return null;

  const act = (channel: string, target: SimulcastTarget) =>
    (target.state === 'held' ? startTarget : holdTarget)(channel, target.target, session.token)
      .catch(toastError)
      .finally(targets.reload);
  const rows = (targets.value ?? []).flatMap((channel) => channel.targets.map((target) => ({ channel, target })));
  return (
    <Panel title={t.setup.sections.simulcast} text={t.setup.simulcastText}>
      {targets.value && rows.length === 0 && <p class="setup-empty">{t.setup.simulcastEmpty}</p>}
      <ul class="setup-rows">
        {rows.map(({ channel, target }) => (
          <li key={`${channel.id} ${target.target}`}>
            <div>
              <strong>{target.target}</strong> · {channel.name}
              <p class="form-hint">
                {target.url}
                {target.reason ? ` · ${target.reason}` : ''}
              </p>
            </div>
            <span class={`setup-state ${target.state}`}>{t.setup.targetStates[target.state]}</span>
            <button type="button" class="button quiet" onClick={() => void act(channel.id, target)} aria-label={`${target.state === 'held' ? t.setup.start : t.setup.hold}: ${target.target}`}>
              {target.state === 'held' ? t.setup.start : t.setup.hold}
            </button>
          </li>
        ))}
      </ul>
      <p class="form-hint">{t.setup.simulcastHow}</p>
      <CopyLine label={t.setup.setting} text={`--Ingest:Simulcast:Channels:${festival.channel}:youtube:Url rtmp://a.rtmp.youtube.com/live2/KEY`} />
    </Panel>
  );
}
