import { useEffect } from 'preact/hooks';
import { putSite, type SiteDraft, type VillageSite } from '../../../api/sites';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { Conflict } from '../Conflict';
import { useDraft } from '../useDraft';
import { useSetupText } from '../useSetupText';
import { SiteFields } from './SiteFields';

const draftOf = ({ name, village, county, province }: VillageSite): SiteDraft => ({ name, village, county, province });

/** Changes a site's name and place. What was typed stays, also when somebody else was faster. */
export function SiteForm({ site, token, close, reload }: { site: VillageSite; token: string; close: () => void; reload: () => void }) {
  const { t } = useSetupText();
  const { draft, set, changes, revision, take, meet } = useDraft(draftOf(site), site.revision);
  const save = async () => {
    const saved = await putSite(site.id, { ...draft, revision: revision ?? site.revision }, token);
    toastGood(t.setup.sites.saved(saved.name));
    close();
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(save, (refused) => {
    const theirs = refused.problem['site'] as VillageSite | undefined;
    if (refused.code !== 'site.conflict' || !theirs) return false;
    meet(draftOf(theirs), theirs.revision);
    return true;
  });
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form class="setup-form setup-row-form" ref={form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()} aria-label={t.setup.sites.editOf(site.name)} data-testid="site-form">
      {changes.length > 0 && <Conflict changes={changes} label={(field) => t.setup.sites.fields[field]} take={take} />}
      <SiteFields draft={draft} set={set} faults={faults} />
      <div class="setup-save">
        <button type="submit" class="button" disabled={busy} data-testid="save-site">
          {t.save}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
