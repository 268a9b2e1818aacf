import { useState } from 'preact/hooks';
import { listAccounts, listInvitations, type ShownLink } from '../../../api/people';
import { Failed, Loading } from '../../../frame/Notice';
import { usePolled } from '../../../frame/usePolled';
import { useText } from '../../../text/useText';
import { useStageNames } from '../../useStageNames';
import type { SectionProps } from '../section';
import { InviteForm } from './InviteForm';
import { LinkCard } from './LinkCard';
import { OpenLinks } from './OpenLinks';
import { PersonRow } from './PersonRow';
import './people.css';

/** A link that is shown, with the name of whom it is for. */
export interface LinkShown {
  name: string;
  link: ShownLink;
}

/** Who works for the festival: invitations, roles, stages, lost passwords, and who leaves. */
export function PeopleSection({ session, festival }: SectionProps) {
  const { t } = useText();
  const { token } = session;
  const accounts = usePolled('accounts', () => listAccounts(token));
  const links = usePolled('invitations', () => listInvitations(token));
  const [shown, setShown] = useState<LinkShown | null>(null);
  const stages = festival?.stages ?? [];
  const stageName = useStageNames();
  const show = (made: LinkShown) => {
    setShown(made);
    links.reload();
  };
  const reload = () => {
    accounts.reload();
    links.reload();
  };
  return (
    <section class="people" aria-labelledby="people" data-testid="people">
      <h2 id="people">{t.people.people}</h2>
      <p>{t.people.peopleText}</p>
      {accounts.value ? (
        <ul class="people-list">
          {accounts.value.map((account) => (
            <PersonRow key={account.id} account={account} stages={stages} stageName={stageName} isOwn={session.claims.subject === `staff:${account.id}`} token={token} show={show} reload={reload} />
          ))}
        </ul>
      ) : accounts.error ? (
        <Failed error={accounts.error} retry={accounts.reload} />
      ) : (
        <Loading />
      )}
      {shown && <LinkCard key={shown.link.id} shown={shown} close={() => setShown(null)} />}
      <InviteForm stages={stages} token={token} show={show} reload={links.reload} />
      <OpenLinks links={links.value ?? []} stageName={stageName} token={token} reload={links.reload} />
    </section>
  );
}
