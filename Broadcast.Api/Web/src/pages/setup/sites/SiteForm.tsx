import { useEffect } from 'preact/hooks';
import { putSite, type SiteDraft, type VillageSite } from '../../../api/sites';
import { DraftConflict } from '../../../forms/DraftConflict';
import { DraftLine } from '../../../forms/DraftLine';
import { useDraft } from '../../../forms/useDraft';
import { useSubmit } from '../../../forms/useSubmit';
import { toastGood } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { SiteFields } from './SiteFields';

const draftOf = ({ name, village, county, province }: VillageSite): SiteDraft => ({ name, village, county, province });

/** The name of the draft of a site. */
export const siteDraft = (id: string): string => `site ${id}`;

/** Changes a site's name and place. What was typed stays, also when somebody else was faster. */
export function SiteForm({ site, token, close, reload }: { site: VillageSite; token: string; close: () => void; reload: () => void }) {
  const { t } = useSetupText();
  const typed = useDraft<SiteDraft>(siteDraft(site.id), draftOf(site), site.revision);
  const { draft, set, reset, latest, saveDone, meet } = typed;
  const save = async () => {
    const { draft: sent, revision } = latest();
    const saved = await putSite(site.id, { ...sent, revision: revision ?? site.revision }, token);
    saveDone(sent, draftOf(saved), saved.revision);
    toastGood(t.setup.sites.saved(saved.name));
    close();
    reload();
  };
  const { form, busy, faults, submit } = useSubmit(save, (refused) => {
    const theirs = refused.problem['site'] as VillageSite | undefined;
    if (refused.code !== 'site.conflict' || !theirs) return 'untold';
    return meet(draftOf(theirs), theirs.revision);
  });
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  return (
    <form class="setup-form setup-row-form" ref={form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()} aria-label={t.setup.sites.editOf(site.name)} data-testid="site-form">
      <DraftLine restored={typed.restored} discard={reset} />
      <DraftConflict form={typed} label={(field) => t.setup.sites.fields[field]} />
      <SiteFields draft={draft} set={set} faults={faults} />
      <div class="setup-save">
        <button type="submit" class="button" disabled={busy} data-testid="save-site">
          {t.save}
        </button>
        <button
          type="button"
          class="button quiet"
          onClick={() => {
            reset();
            close();
          }}
        >
          {t.cancel}
        </button>
      </div>
    </form>
  );
}
