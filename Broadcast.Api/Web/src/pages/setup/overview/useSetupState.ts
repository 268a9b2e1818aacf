import { listChannels } from '../../../api/channels';
import { getRundown, type Festival } from '../../../api/festivals';
import { listAccounts, listInvitations } from '../../../api/people';
import { listProducts } from '../../../api/products';
import { getGuests, getHealth, type StageHealth } from '../../../api/setup';
import { usePolled } from '../../../frame/usePolled';
import type { SetupPerson, SetupState } from './readiness';

/** Milliseconds. */
const often = 3_000;
const seldom = 10_000;

/**
 * The festival's real state, read again every few seconds, and at once by `refresh`. A part that cannot be read counts as not there.
 */
export function useSetupState(festival: Festival | null, token: string): { state: SetupState; refresh: () => void } {
  const key = festival && `${festival.id} ${festival.stages.map((stage) => stage.id).join()}`;
  const health = usePolled(key && `health ${key}`, () => healthOf(festival, token), often);
  const channels = usePolled(key && `channels ${key}`, listChannels, often);
  const slots = usePolled(key && `rundown ${key}`, () => getRundown(festival!.id), often);
  const guests = usePolled(key && `guests ${key}`, () => getGuests(festival!.id), often);
  const accounts = usePolled('people', () => peopleOf(token), seldom);
  const products = usePolled(key && 'products', listProducts, seldom);
  const state = {
    festival,
    health: health.value ?? new Map<string, StageHealth>(),
    slots: slots.value?.slots ?? [],
    guests: guests.value,
    accounts: accounts.value ?? [],
    products: products.value?.length ?? 0,
    relay: channels.value?.find((channel) => channel.id === festival?.channel) ?? null,
  };
  const refresh = () => [health, channels, slots, guests, accounts, products].forEach((part) => part.reload());
  return { state, refresh };
}

async function healthOf(festival: Festival | null, token: string): Promise<Map<string, StageHealth>> {
  const all = await Promise.all((festival?.stages ?? []).map(async (stage) => [stage.id, await getHealth(stage.id, token).catch(() => null)] as const));
  return new Map(all.filter((entry): entry is [string, StageHealth] => entry[1] !== null));
}

/** Those who have an account, and those who are invited: a link that nobody has used yet counts as a person too. */
async function peopleOf(token: string): Promise<SetupPerson[]> {
  const [accounts, invited] = await Promise.all([listAccounts(token), listInvitations(token).catch(() => [])]);
  return [...accounts, ...invited];
}
