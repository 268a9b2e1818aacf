import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { getHealth, showTestPicture, stopTestPicture } from '../../../api/setup';
import { toastError } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { paths } from '../../../paths';
import { Poster } from '../../../picture/Poster';
import { useSetupText } from '../useSetupText';
import { checkOf } from './advice';

/** Milliseconds. */
const every = 1_500;

/** What the server gets from the encoder at this moment: fine, or what to change and where. And the test picture, for a stage without one. */
export function LiveCheck({ stage, token }: { stage: Stage; token: string }) {
  const { t, named } = useSetupText();
  const health = usePolled(`health ${stage.id}`, () => getHealth(stage.id, token), every);
  const [busy, setBusy] = useState(false);
  const check = checkOf(health.value);
  const now = health.value;
  const test = (show: boolean) => {
    setBusy(true);
    (show ? showTestPicture(stage.id, token) : stopTestPicture(stage.id, token))
      .catch(toastError)
      .finally(() => {
        setBusy(false);
        health.reload();
      });
  };
  const seen = now && now.height > 0 ? t.setup.seen(now.width, now.height, Math.round(now.frameRate), Math.round(now.gop * 10) / 10, now.soundChannels ?? 0) : '';
  const line = { waiting: t.setup.waiting, starting: t.setup.starting, test: t.setup.testShown, fine: `${seen}: ${t.setup.fine}`, change: seen || t.setup.starting }[check.state];
  return (
    <div class={`live-check ${check.state}`} data-testid={`check-${stage.id}`} data-state={check.state}>
      {now?.live && (
        <div class="live-picture">
          <Poster channel={stage.id} label={t.setup.pictureOf(named(stage))} />
        </div>
      )}
      <p role="status">
        <span class="live-dot" aria-hidden="true" />
        <strong>{line}</strong>
      </p>
      {check.refusal && <p>{t.setup.refused(check.refusal)}</p>}
      {check.advice.length > 0 && (
        <ul>
          {check.advice.map((code) => (
            <li key={code}>{t.setup.advice[code] ?? t.alarms[code] ?? code}</li>
          ))}
        </ul>
      )}
      <div class="live-tools">
        {check.state === 'waiting' && (
          <button type="button" class="button quiet" disabled={busy} onClick={() => test(true)} data-testid={`test-${stage.id}`}>
            {t.setup.testPicture}
          </button>
        )}
        {check.state === 'test' && (
          <button type="button" class="button quiet" disabled={busy} onClick={() => test(false)}>
            {t.setup.testStop}
          </button>
        )}
        {(check.state === 'test' || check.state === 'fine' || check.state === 'change') && (
          <a href={paths.watch(stage.id)} target="_blank" rel="noopener">
            {t.setup.watchStage}
          </a>
        )}
      </div>
    </div>
  );
}
