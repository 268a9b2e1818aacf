import type { Channel } from '../../../api/channels';
import type { Festival, Slot } from '../../../api/festivals';
import type { Account } from '../../../api/people';
import type { Guests, StageHealth } from '../../../api/setup';
import type { SectionName } from '../sections';

/** Somebody who works here, or is invited to. */
export type SetupPerson = Pick<Account, 'id' | 'name' | 'roles' | 'stages'>;

/** What set-up knows of the festival; null for what is not loaded yet. */
export interface SetupState {
  festival: Festival | null;
  health: ReadonlyMap<string, StageHealth>;
  slots: readonly Slot[];
  guests: Guests | null;
  accounts: readonly SetupPerson[];
  products: number;
  relay: Channel | null;
}

export type StepName = 'festival' | 'stage' | 'encoder' | 'rundown' | 'anchor' | 'guests' | 'products';

export interface Step {
  name: StepName;
  section: SectionName;
  done: boolean;
  /** One can go on air without it. */
  optional: boolean;
}

/** The client that the health names while the test picture is shown. */
export const testPicture = 'test picture';

/** The path to a festival on air, in order. */
export function stepsOf(state: SetupState, now: number): Step[] {
  const stages = state.festival?.stages ?? [];
  const step = (name: StepName, section: SectionName, done: boolean, optional = false): Step => ({ name, section, done, optional });
  return [
    step('festival', 'festival', state.festival !== null),
    step('stage', 'stages', stages.length > 0),
    step('encoder', 'stages', stages.some((stage) => hasBeenSeen(state.health.get(stage.id)))),
    step('rundown', 'rundown', state.slots.some((slot) => Date.parse(slot.start) + slot.duration * 1000 > now)),
    step('anchor', 'people', state.accounts.some((account) => account.roles.includes('anchor'))),
    step('guests', 'guests', state.guests?.decided ?? false),
    step('products', 'products', state.products > 0, true),
  ];
}

const hasBeenSeen = (health: StageHealth | undefined) => health !== undefined && (health.live || health.runs > 0);

export const isOnAir = (state: SetupState): boolean => state.relay !== null && state.relay.onAir !== null && !state.relay.slate;
