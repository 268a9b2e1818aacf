import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { invite } from '../../../api/people';
import { TextField } from '../../../forms/TextField';
import { useSubmit } from '../../../forms/useSubmit';
import { useText } from '../../../text/useText';
import type { LinkShown } from './PeopleSection';
import { RightsFields, type Rights } from './RightsFields';

const fresh: Rights = { roles: ['anchor'], stages: [] };

export function InviteForm({ stages, token, show }: { stages: readonly Stage[]; token: string; show: (made: LinkShown) => void }) {
  const { t } = useText();
  const [name, setName] = useState('');
  const [rights, setRights] = useState(fresh);
  const { form, busy, faults, submit } = useSubmit(async () => {
    show({ name, link: await invite({ name, ...rights }, token) });
    setName('');
    setRights(fresh);
  });
  return (
    <form ref={form} class="card people-form" onSubmit={submit} noValidate aria-labelledby="invite">
      <h3 id="invite">{t.people.inviteTitle}</h3>
      <TextField name="name" label={t.people.inviteWho} value={name} set={setName} faults={faults} testid="invite-name" />
      <RightsFields rights={rights} set={setRights} stages={stages} faults={faults} />
      <button type="submit" class="button" disabled={busy} data-testid="invite">
        {t.people.invite}
      </button>
    </form>
  );
}
