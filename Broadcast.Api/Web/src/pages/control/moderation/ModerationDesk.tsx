import { LanguageSwitch } from '../../../frame/Header';
import type { DeskProps } from '../../../staff/Desk';
import { useText } from '../../../text/useText';
import '../control.css';
import { ModerationPanel } from './ModerationPanel';

/** The control room for moderators: chat and moderation, and nothing that goes on air. */
export function ModerationDesk({ session, festival, leave }: DeskProps) {
  const { t, named } = useText();
  return (
    <div class="control">
      <header class="desk-bar">
        <h1>
          {t.moderation} · {named(festival)}
        </h1>
        <LanguageSwitch />
        <span class="who">{session.claims.name}</span>
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </header>
      <main id="content">
        <ModerationPanel festival={festival} claims={session.claims} token={session.token} leave={leave} />
      </main>
    </div>
  );
}
