import { useState } from 'preact/hooks';
import type { StreamKeyShown } from '../../../api/setup';
import { useSetupText } from '../useSetupText';
import { CopyLine } from '../CopyLine';
import { ffmpegCommand } from './ffmpeg';

const encoders = ['obs', 'larix', 'ffmpeg'] as const;
type EncoderName = (typeof encoders)[number];

/** The key, shown this once, with what each kind of encoder is set up with. */
export function KeyPanel({ name, shown, done }: { name: string; shown: StreamKeyShown; done: () => void }) {
  const { t } = useSetupText();
  const [encoder, setEncoder] = useState<EncoderName>('obs');
  const { server, larix, larixQr } = shown.encoder;
  return (
    <section class="key-panel" aria-label={t.setup.keyOf(name)} data-testid="key-panel">
      <p>
        <strong>{t.setup.keyOnce}</strong> {t.setup.keyText}
      </p>
      <fieldset class="key-tabs">
        <legend class="visually-hidden">{t.setup.encoder}</legend>
        {encoders.map((known) => (
          <label key={known}>
            <input type="radio" name={`encoder-${shown.id}`} checked={encoder === known} onChange={() => setEncoder(known)} />
            <span>{t.setup.encoders[known]}</span>
          </label>
        ))}
      </fieldset>
      {encoder === 'obs' && (
        <div class="key-body">
          <ol class="key-steps">
            {t.setup.obsSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <CopyLine label={t.setup.server} text={server} testId="server" />
          <CopyLine label={t.setup.streamKey} text={shown.streamKey} testId="stream-key" />
        </div>
      )}
      {encoder === 'larix' && (
        <div class="key-body key-qr">
          <img src={`data:image/svg+xml,${encodeURIComponent(larixQr)}`} alt={t.setup.qrAlt} width={220} height={220} />
          <div>
            <ol class="key-steps">
              {t.setup.larixSteps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <a class="button" href={larix}>
              {t.setup.openLarix}
            </a>
            <CopyLine label={t.setup.fullAddress} text={`${server}/${shown.streamKey}`} />
          </div>
        </div>
      )}
      {encoder === 'ffmpeg' && (
        <div class="key-body">
          <p class="form-hint">{t.setup.ffmpegText}</p>
          <CopyLine label={t.setup.command} text={ffmpegCommand(server, shown.streamKey)} testId="ffmpeg" />
        </div>
      )}
      <button type="button" class="button" onClick={done} data-testid="key-done">
        {t.setup.keyDone}
      </button>
    </section>
  );
}
