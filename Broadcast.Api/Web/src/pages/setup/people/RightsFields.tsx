import { useId } from 'preact/hooks';
import type { Stage } from '../../../api/festivals';
import type { FieldFault } from '../../../api/http';
import { moderationRights, roles, type ModerationRight, type Rights, type Role } from '../../../api/people';
import { faultText } from '../../../forms/faultText';
import { useText } from '../../../text/useText';

/** The rights as they are typed: those of a moderator stay while the role is taken away and given back. */
export type RightsDraft = Required<Rights>;

/** What is sent of them. */
export const sentRights = ({ roles: chosen, stages, moderates }: RightsDraft): Rights => ({ roles: chosen, stages, ...(chosen.includes('moderator') && { moderates }) });

interface RightsFieldsProps {
  rights: RightsDraft;
  set: (rights: RightsDraft) => void;
  stages: readonly Stage[];
  faults: readonly FieldFault[];
}

/** What somebody may work as, on which stages, and what a moderator may do there. */
export function RightsFields({ rights, set, stages, faults }: RightsFieldsProps) {
  const { t, named } = useText();
  // A stage that the festival has no more stays until it is taken away.
  const gone = rights.stages.filter((id) => !stages.some((stage) => stage.id === id));
  const choices = [...stages.map((stage) => ({ id: stage.id, label: named(stage) })), ...gone.map((id) => ({ id, label: id }))];
  const hasStages = rights.roles.includes('anchor') || rights.roles.includes('moderator');
  return (
    <>
      <Choices
        name="roles"
        label={t.people.inviteRoles}
        faults={faults}
        choices={roles.map((role) => ({ id: role, label: t.people.roles[role] ?? role, hint: t.people.roleHints[role] ?? '' }))}
        chosen={rights.roles}
        set={(chosen) => set({ ...rights, roles: chosen as Role[] })}
      />
      {hasStages && choices.length > 0 && (
        <Choices name="stages" label={t.people.inviteStages} hint={t.people.inviteStagesHint} faults={faults} choices={choices} chosen={rights.stages} set={(chosen) => set({ ...rights, stages: chosen })} />
      )}
      {rights.roles.includes('moderator') && (
        <Choices
          name="moderates"
          label={t.people.inviteModerates}
          faults={faults}
          choices={moderationRights.map((right) => ({ id: right, label: t.people.moderates[right], hint: t.people.moderateHints[right] ?? '' }))}
          chosen={rights.moderates}
          set={(chosen) => set({ ...rights, moderates: chosen as ModerationRight[] })}
        />
      )}
    </>
  );
}

interface ChoicesProps {
  name: string;
  label: string;
  hint?: string;
  faults: readonly FieldFault[];
  choices: { id: string; label: string; hint?: string }[];
  chosen: readonly string[];
  set: (chosen: string[]) => void;
}

function Choices({ name, label, hint, faults, choices, chosen, set }: ChoicesProps) {
  const { t } = useText();
  const id = useId();
  const own = faults.filter((fault) => fault.field === name);
  return (
    <fieldset class={own.length > 0 ? 'choices faulty' : 'choices'} aria-describedby={hint || own.length > 0 ? id : undefined}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.id} class="choice">
          <input
            type="checkbox"
            name={name}
            checked={chosen.includes(choice.id)}
            onChange={(event) => set(event.currentTarget.checked ? [...chosen, choice.id] : chosen.filter((one) => one !== choice.id))}
            data-testid={`${name}-${choice.id}`}
          />
          <span>
            <strong>{choice.label}</strong>
            {choice.hint && ` – ${choice.hint}`}
          </span>
        </label>
      ))}
      <p id={id} class={own.length > 0 ? 'form-fault' : 'form-hint'}>
        {own.length > 0 ? own.map((fault) => faultText(t, fault)).join(' ') : hint}
      </p>
    </fieldset>
  );
}
