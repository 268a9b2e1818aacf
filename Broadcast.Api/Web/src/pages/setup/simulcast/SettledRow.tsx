import { holdPush, startPush, type PushStatus } from '../../../api/simulcast';
import { toastError } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { PushLine } from './PushLine';
import type { NamedChannel } from './TargetForm';

/** A platform of the host's settings: it can be held back, and is changed there. */
export function SettledRow({ status, channel, token, reload }: { status: PushStatus; channel: NamedChannel; token: string; reload: () => void }) {
  const { t } = useSetupText();
  const act = () => void (status.state === 'held' ? startPush : holdPush)(channel.id, status.target, token).catch(toastError).finally(reload);
  const word = status.state === 'held' ? t.setup.start : t.setup.hold;
  return (
    <li class="push-row">
      <div>
        <strong>{status.target}</strong> · {channel.name} <span class="setup-state">{t.setup.fromSettings}</span>
        <p class="form-hint">{status.url}</p>
        <PushLine target={null} status={status} />
        <p class="form-hint">{t.setup.untilRestart}</p>
      </div>
      <div class="push-tools">
        <button type="button" class="button quiet" onClick={act} aria-label={`${word}: ${status.target}`}>
          {word}
        </button>
      </div>
    </li>
  );
}
