import { RoomRefusal } from './refusal';

/** A visitor who has signed in at the host: a person, with a ticket for the rooms and the API. */
export interface SignedIn {
  ticket: string;
  /** The person's id in rooms. */
  viewer: string;
  name: string;
  /** How strongly they have proved to be a person: `email`, `telephone` or `issuer`. */
  proof: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** The message by which the host's sign-in page hands a person over. */
export const handedOver = 'livefestival.person';

/** How often (ms) to look whether the window was closed. */
const looking = 500;

/**
 * Lets the visitor sign in at the host, in a window of the host's own, which hands the person's ticket over to this page alone. The page's
 * origin must be in the host's `Cors:Origins`. To be called by a click, or browsers block the window. Throws `RoomRefusal` (`auth.required`)
 * when the visitor closes the window.
 * @param host the host's address, such as `https://festival.example`
 */
export function signIn(host: string): Promise<SignedIn> {
  const { origin } = new URL(host, location.href);
  const opened = window.open(`${origin}/sign-in?for=${encodeURIComponent(location.origin)}`, 'livefestival-sign-in', 'popup,width=420,height=640');
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearInterval(timer);
      removeEventListener('message', hear);
      settle();
    };
    // Another page may send messages here too: only the window that was opened, while it shows the host, is believed.
    const hear = ({ source, origin: from, data }: MessageEvent) => {
      if (source === opened && from === origin && (data as { type?: unknown } | null)?.type === handedOver) {
        const { ticket, viewer, name, proof, expiresAt } = data as SignedIn;
        end(() => resolve({ ticket, viewer, name, proof, expiresAt }));
      }
    };
    const refuse = (why: string) => end(() => reject(new RoomRefusal('auth.required', why)));
    const timer = setInterval(() => (opened === null || opened.closed) && refuse(opened ? 'Nobody has signed in.' : 'The browser blocked the window.'), looking);
    addEventListener('message', hear);
  });
}

/** A newer ticket of the person, for `RoomOptions.renew`. Throws `RoomRefusal` when the sign-in is over. */
export async function renewSignIn(host: string, ticket: string): Promise<SignedIn> {
  const answer = await fetch(`${new URL(host, location.href).origin}/api/v1/viewers/renewal`, { method: 'POST', headers: { authorization: `Bearer ${ticket}` } });
  if (!answer.ok) throw new RoomRefusal('auth.required', `The sign-in was not renewed: ${answer.status}.`);
  return (await answer.json()) as SignedIn;
}
