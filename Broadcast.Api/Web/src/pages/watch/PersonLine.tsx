import { useState } from 'preact/hooks';
import type { Site } from '../../api/site';
import { useText } from '../../text/useText';
import { isPerson, type Person } from '../../viewer/person';
import type { Guest } from '../../viewer/ticket';
import { SignInPanel } from './SignInPanel';

interface PersonLineProps {
  guest: Guest | null;
  site: Site;
  /** Something can be won here: signing in is offered at once, so that nobody does it in the rush. */
  wanted: boolean;
  open: boolean;
  setOpen: (open: boolean) => void;
  enter: (person: Person) => void;
  leave: () => void;
}

/** Above the chat: who the viewer is, and the way to be a person. */
export function PersonLine({ guest, site, wanted, open, setOpen, enter, leave }: PersonLineProps) {
  const { t } = useText();
  const [welcomed, setWelcomed] = useState(false);
  const person = isPerson(guest) ? guest : null;
  if (open)
    return (
      <SignInPanel
        ways={site.signIn}
        login={site.login && person?.proof !== 'issuer'}
        shows={site.showsCodes}
        viewer={guest}
        cancel={() => setOpen(false)}
        enter={(entered) => {
          setOpen(false);
          setWelcomed(true);
          enter(entered);
        }}
      />
    );
  return (
    <>
      <p class={wanted && !person ? 'person-line wanted' : 'person-line'} role="status" data-testid="person-line" data-viewer={person?.viewer}>
        {person ? (
          <>
            <span data-testid="signed-in">{welcomed ? t.welcome(person.name) : t.signedInAs(person.name)}</span>
            {person.proof === 'email' && site.signIn.includes('sms') && (
              <button type="button" class="plain" onClick={() => setOpen(true)} data-back-from="sign-in" data-testid="link-telephone">
                {t.linkTelephone}
              </button>
            )}
            <button type="button" class="plain" onClick={leave} data-back-from="sign-in" data-testid="viewer-sign-out">
              {t.signOut}
            </button>
          </>
        ) : (
          <>
            {wanted && <span>{t.signInWanted}</span>}
            <button type="button" class={wanted ? 'button' : 'plain'} onClick={() => setOpen(true)} data-back-from="sign-in" data-testid="viewer-sign-in">
              {t.signIn}
            </button>
          </>
        )}
      </p>
    </>
  );
}
