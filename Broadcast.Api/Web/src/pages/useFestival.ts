import { getFestival, listFestivals, type Festival } from '../api/festivals';
import { usePolled, type Polled } from '../frame/usePolled';
import { setZone } from '../text/format';

/** Which of several festivals a page is about. */
interface Wanted {
  /** The one that this channel belongs to; a festival's id is its own channel. */
  channel: string | null;
  /** Without a channel, the first one that has one of these stages. */
  stages?: readonly string[];
  /** Where no other fits, the first of all: the one that is on, else the next, else the last. */
  orFirst?: boolean;
}

/** `undefined` when there is none. Times are shown in its zone from then on. */
async function find({ channel, stages = [], orFirst = channel === null }: Wanted): Promise<Festival | undefined> {
  const known = await listFestivals();
  // A festival's own channel needs no look at the others.
  const own = known.filter(({ id }) => id === channel);
  let found: Festival | undefined;
  for (const { id } of own.length > 0 ? own : known) {
    const festival = await getFestival(id);
    if (fits(festival, channel, stages)) {
      found = festival;
      break;
    }
    if (orFirst) found ??= festival;
  }
  if (found) setZone(found.timeZone);
  return found;
}

function fits(festival: Festival, channel: string | null, stages: readonly string[]): boolean {
  if (channel !== null) return festival.channel === channel || festival.stages.some((stage) => stage.id === channel);
  return stages.length === 0 || festival.stages.some((stage) => stages.includes(stage.id));
}

export const useFestival = (channel: string | null = null, wanted: Omit<Wanted, 'channel'> = {}): Polled<Festival | undefined> =>
  usePolled(`festival ${channel ?? ''} ${(wanted.stages ?? []).join()}`, () => find({ channel, ...wanted }));

/** The festival that a desk's address names, for whoever works for another one than that which is on. */
export const festivalOfAddress = (): string | null => new URLSearchParams(location.search).get('festival') || null;
