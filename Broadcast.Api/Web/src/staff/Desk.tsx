import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Festival } from '../api/festivals';
import { Failed, Loading, Notice } from '../frame/Notice';
import { festivalOfAddress, useFestival } from '../pages/useFestival';
import { useTitle } from '../pages/useTitle';
import { paths } from '../paths';
import { useText } from '../text/useText';
import { useSession, type Session } from './session';
import { SignIn } from './SignIn';
import './staff.css';

export interface DeskProps {
  session: Session;
  festival: Festival;
  leave: () => void;
}

/** What both desks need first: a signed-in person whom `may` accepts, and a festival. */
export function Desk({ title, may, page: Page }: { title: string; may: (session: Session) => boolean; page: ComponentType<DeskProps> }) {
  const { t } = useText();
  const { session, enter, leave } = useSession();
  const asked = festivalOfAddress();
  // Whoever works on stages is at the festival that has them. Keys act on air here, so an address that names none gets no other one.
  const festival = useFestival(asked, { stages: session?.claims.stages ?? [], orFirst: asked === null });
  useTitle(title, t.brand);
  useEffect(() => {
    document.documentElement.classList.add('dark');
    return () => document.documentElement.classList.remove('dark');
  }, []);

  if (!session) return <SignIn title={title} enter={enter} />;
  if (!may(session))
    return (
      <Notice title={t.notForYou} text={t.signedInAs(session.claims.name)}>
        <button type="button" class="button" onClick={leave}>
          {t.signOut}
        </button>
      </Notice>
    );
  if (festival.value) return <Page session={session} festival={festival.value} leave={leave} />;
  if (festival.error) return <Failed error={festival.error} retry={festival.reload} />;
  if (festival.value === null) return <Loading />;
  if (asked !== null)
    return (
      <Notice title={t.unknownFestival} text={t.unknownFestivalText(asked)}>
        <a class="button" href={location.pathname}>
          {t.toFirstFestival}
        </a>
      </Notice>
    );
  return (
    <Notice title={t.noFestival} text={t.noFestivalText}>
      {session.claims.roles.includes('operator') && (
        <a class="button" href={paths.setup}>
          {t.toSetup}
        </a>
      )}
    </Notice>
  );
}
