import type { Festival } from '../../../api/festivals';
import type { DeviceKeyShown } from '../../../api/sites';
import { CopyLine } from '../CopyLine';
import { useSetupText } from '../useSetupText';

/** A device key that was just made, and the link by which the site's device takes it. */
export function DeviceKeyPanel({ shown, festival, done }: { shown: DeviceKeyShown; festival: Festival | null; done: () => void }) {
  const { t } = useSetupText();
  return (
    <section class="key-panel" aria-label={t.setup.sites.keyOf(shown.id)} data-testid="device-key">
      <p>
        <strong>{t.setup.keyOnce}</strong> {t.setup.sites.keyText}
      </p>
      <CopyLine label={t.setup.sites.key} text={shown.deviceKey} />
      <CopyLine testId="site-link" label={t.setup.sites.link} text={`${location.origin}/watch/${festival?.channel ?? ''}#site=${shown.deviceKey}`} />
      <button type="button" class="button" onClick={done} data-testid="device-key-done">
        {t.setup.keyDone}
      </button>
    </section>
  );
}
