import { useEffect, useRef } from 'preact/hooks';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';
import type { SiteDevice } from '../../viewer/site';

interface SiteOfferProps {
  offered: SiteDevice;
  agree: () => void;
  decline: () => void;
}

/**
 * A link offers to make this screen a village site's. It signs out who is signed in, and hides signing in, so nobody is led into it: the person at
 * the screen agrees, and sees for which site.
 */
export function SiteOffer({ offered, agree, decline }: SiteOfferProps) {
  const { t, explain } = useText();
  const asked = usePolled('offer', () => offered.ticket());
  const button = useRef<HTMLButtonElement>(null);
  // A kiosk may have nothing but a keyboard.
  useEffect(() => button.current?.focus(), [asked.value, asked.error]);
  if (!asked.value && !asked.error) return null;
  return (
    <section class="card sign-in-panel site-offer" aria-labelledby="site-offer" onKeyDown={(event) => event.key === 'Escape' && decline()} data-testid="site-offer">
      <h2 id="site-offer">{asked.value ? t.makeSite(asked.value.site.name) : t.failed}</h2>
      <p class="form-note">{asked.value ? t.makeSiteText : explain(asked.error)}</p>
      <div class="row">
        <button ref={button} type="button" class="button" onClick={asked.value ? agree : asked.reload} data-testid="site-agree">
          {asked.value ? t.makeSiteYes : t.retry}
        </button>
        <button type="button" class="plain" onClick={decline} data-testid="site-decline">
          {t.makeSiteNo}
        </button>
      </div>
    </section>
  );
}
