import { useRef, useState } from 'preact/hooks';
import { putPushTarget, removePushTarget, startPush, type PushStatus, type PushTarget } from '../../../api/simulcast';
import { keptDraft } from '../../../forms/drafts';
import { toastError } from '../../../frame/Toasts';
import { SureBox } from '../SureBox';
import { useSetupText } from '../useSetupText';
import { PushLine } from './PushLine';
import { TargetForm, targetDraft, type NamedChannel } from './TargetForm';

interface TargetRowProps {
  target: PushTarget;
  /** Null while Ingest does not know it yet. */
  status: PushStatus | null;
  channels: readonly NamedChannel[];
  token: string;
  reload: () => void;
  /** It is gone, and with it what had the focus. */
  removed: () => void;
}

/** A platform that operators have made: how it fares, switched on and off, changed, removed. */
export function TargetRow({ target, status, channels, token, reload, removed }: TargetRowProps) {
  const { t } = useSetupText();
  const [open, setOpen] = useState<'edit' | 'remove' | null>(() => (keptDraft(targetDraft(target.id)) === null ? null : 'edit'));
  const [busy, setBusy] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const remove = useRef<HTMLButtonElement>(null);
  const close = () => {
    (open === 'edit' ? edit : remove).current?.focus();
    setOpen(null);
  };
  const act = (call: Promise<unknown>) => {
    setBusy(true);
    void call.catch(toastError).finally(() => {
      setBusy(false);
      reload();
    });
  };
  const { channel, name, server, on, revision } = target;
  return (
    <li class="push-row" data-testid={`target-${target.id}`}>
      <div>
        <strong>{name}</strong> · {channels.find((one) => one.id === channel)?.name ?? channel}
        <p class="form-hint">
          {server} · {t.setup.keySet(target.keyEnd)}
        </p>
        <PushLine target={target} status={status} />
      </div>
      <div class="push-tools">
        {status && on && (status.state === 'waiting' || status.state === 'held') && (
          <button type="button" class="button quiet" disabled={busy} onClick={() => act(startPush(channel, target.id, token))} aria-label={`${t.setup.tryNow}: ${name}`}>
            {t.setup.tryNow}
          </button>
        )}
        <button
          type="button"
          class="button quiet"
          disabled={busy}
          onClick={() => act(putPushTarget(target.id, { channel, name, server, key: '', on: !on, revision }, token))}
          aria-label={`${on ? t.setup.switchOff : t.setup.switchOn}: ${name}`}
          data-testid={`switch-${target.id}`}
        >
          {on ? t.setup.switchOff : t.setup.switchOn}
        </button>
        <button type="button" class="button quiet" ref={edit} aria-expanded={open === 'edit'} onClick={() => setOpen(open === 'edit' ? null : 'edit')} aria-label={`${t.edit}: ${name}`} data-testid={`edit-${target.id}`}>
          {t.edit}
        </button>
        <button type="button" class="button quiet" ref={remove} aria-expanded={open === 'remove'} onClick={() => setOpen(open === 'remove' ? null : 'remove')} aria-label={`${t.remove}: ${name}`} data-testid={`remove-${target.id}`}>
          {t.remove}
        </button>
      </div>
      {open === 'remove' && (
        <SureBox
          name={`remove-of-${target.id}`}
          text={t.setup.removeTargetText}
          yes={t.setup.removeTarget}
          no={t.setup.keep}
          busy={busy}
          act={() => act(removePushTarget(target.id, token).then(removed))}
          close={close}
          testId={`sure-${target.id}`}
        />
      )}
      {open === 'edit' && <TargetForm target={target} channels={channels} token={token} close={close} saved={reload} />}
    </li>
  );
}
