import { useState } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import { endSignIns, makeResetLink, removeAccount, removeSecondFactor, type Account } from '../../../api/people';
import { keptDraft } from '../../../forms/drafts';
import { SureButton } from '../../../forms/SureButton';
import { KeptFocus } from '../../../frame/KeptFocus';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import type { LinkShown } from './PeopleSection';
import { PersonForm, personDraft } from './PersonForm';
import { rightsText } from './rightsText';

interface PersonRowProps {
  account: Account;
  stages: readonly Stage[];
  stageName: (stage: string) => string;
  isOwn: boolean;
  token: string;
  show: (made: LinkShown) => void;
  reload: () => void;
}

/** One account, and what an operator does with it. */
export function PersonRow({ account, stages, stageName, isOwn, token, show, reload }: PersonRowProps) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(() => keptDraft(personDraft(account.id)) !== null);
  const { id, name } = account;
  const run = (call: Promise<unknown>, done: string) =>
    void call.then(() => toastGood(done), toastError).finally(reload);
  return (
    <li class="card" data-testid="person">
      <div>
        <strong>{name}</strong> {isOwn && <span class="tag">{t.people.you}</span>} {account.secondFactor && <span class="tag">{t.people.withFactor}</span>}
        <p class="who">{[account.email, ...rightsText(t, account, stageName)].join(' · ')}</p>
      </div>
      <div class="people-acts">
        <button type="button" class="button quiet" aria-expanded={isOpen} aria-label={t.people.changeOf(name)} onClick={() => setOpen(!isOpen)} data-testid="change">
          {t.people.change}
        </button>
        <button type="button" class="button quiet" aria-label={t.people.resetLinkFor(name)} onClick={() => void makeResetLink(id, token).then((link) => show({ name, link }), toastError)} data-testid="reset-link">
          {t.people.resetLink}
        </button>
        {!isOwn && (
          <>
            <button type="button" class="button quiet" aria-label={t.people.endSignInsOf(name)} onClick={() => run(endSignIns(id, token), t.people.signInsEnded(name))}>
              {t.people.endSignIns}
            </button>
            {account.secondFactor && <SureButton testId="sure" label={t.people.factorRemove} sure={t.people.sure} about={t.people.factorRemoveOf(name)} act={() => run(removeSecondFactor(id, token), t.saved)} />}
            <SureButton testId="sure" label={t.remove} sure={t.people.sure} about={t.people.removePerson(name)} act={() => run(removeAccount(id, token), t.people.removed(name))} />
          </>
        )}
      </div>
      {isOpen && (
        <KeptFocus name={`person-${id}`}>
          <PersonForm
            account={account}
            stages={stages}
            stageName={stageName}
            token={token}
            done={() => {
              setOpen(false);
              reload();
            }}
          />
        </KeptFocus>
      )}
    </li>
  );
}
