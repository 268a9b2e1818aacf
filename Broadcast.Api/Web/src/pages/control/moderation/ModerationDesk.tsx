import { LanguageSwitch } from '../../../frame/Header';
import { SimulatedLine } from '../../../frame/SimulatedLine';
import type { DeskProps } from '../../../staff/Desk';
import { paths } from '../../../paths';
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
        <a class="plain" href={paths.account} title={t.people.account}>
          {session.claims.name}
        </a>
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </header>
      <SimulatedLine />
      <main id="content">
        <ModerationPanel festival={festival} claims={session.claims} token={session.token} leave={leave} />
      </main>
    </div>
  );
}
