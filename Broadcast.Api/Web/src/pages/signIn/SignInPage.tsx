import { useState } from 'preact/hooks';
import { getSite, type Site } from '../../api/site';
import { Header } from '../../frame/Header';
import { Failed, Loading, Notice } from '../../frame/Notice';
import { usePolled } from '../../frame/usePolled';
import { handedOver } from '../../room/signIn';
import { useText } from '../../text/useText';
import { forgetPerson, rememberedPerson, type Person } from '../../viewer/person';
import { useTitle } from '../useTitle';
import { LoginRefused } from '../watch/LoginRefused';
import { SignInPanel } from '../watch/SignInPanel';
import './signIn.css';

/**
 * Opened by a page of another site (`signIn` of the room's client): signs a visitor in here, and hands the person over to that page, if its
 * site is one of `Cors:Origins` and the visitor says so.
 */
export function SignInPage() {
  const { t } = useText();
  const site = usePolled('site', getSite);
  useTitle(t.signIn, t.brand);
  return (
    <>
      <Header />
      <main id="content" class="sign-in-page">
        {site.value ? <ForPartner site={site.value} /> : site.error ? <Failed error={site.error} retry={site.reload} /> : <Loading />}
      </main>
    </>
  );
}

function ForPartner({ site }: { site: Site }) {
  const { t } = useText();
  const [partner] = useState(partnerOrigin);
  const [person, setPerson] = useState(rememberedPerson);
  // The browser compares the origin with that of the page that opened this one, and delivers nothing to any other.
  if (partner === null || !site.partners.includes(partner) || !window.opener)
    return (
      <div data-testid="no-partner">
        <Notice title={t.partnerUnknown} text={t.partnerUnknownText} />
      </div>
    );

  const name = new URL(partner).host;
  if (person)
    return (
      <section class="card sign-in-panel" data-testid="go-on">
        <p>{t.partnerAsks(name)}</p>
        <button type="button" class="button wide" onClick={() => handOver(person, partner)} data-testid="hand-over">
          {t.goOnAs(person.name)}
        </button>
        <button type="button" class="plain" onClick={() => (forgetPerson(person), setPerson(null))}>
          {t.somebodyElse}
        </button>
      </section>
    );
  return (
    <>
      <p>{t.partnerSignIn(name)}</p>
      <LoginRefused />
      <SignInPanel ways={site.signIn} login={site.login} shows={site.showsCodes} viewer={null} enter={(entered) => handOver(entered, partner)} cancel={() => window.close()} />
    </>
  );
}

const key = 'livefestival.partner';

/** The site that asks; it is kept for this window, which may go to a login and come back. */
function partnerOrigin(): string | null {
  const asked = new URLSearchParams(location.search).get('for');
  if (asked !== null) sessionStorage.setItem(key, asked);
  return sessionStorage.getItem(key);
}

function handOver({ ticket, viewer, name, proof, expires }: Person, partner: string): void {
  (window.opener as Window).postMessage({ type: handedOver, ticket, viewer, name, proof, expiresAt: new Date(expires).toISOString() }, partner);
  window.close();
}
