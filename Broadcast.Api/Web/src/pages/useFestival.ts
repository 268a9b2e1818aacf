import { getFestival, listFestivals, type Festival } from '../api/festivals';
import { usePolled, type Polled } from '../frame/usePolled';
import { setZone } from '../text/format';

/** The festival that a channel belongs to, or the first one there is; `undefined` when there is none. Times are shown in its zone from then on. */
async function find(channel: string | null): Promise<Festival | undefined> {
  const known = await listFestivals();
  for (const { id } of known) {
    const festival = await getFestival(id);
    if (channel === null || festival.channel === channel || festival.stages.some((stage) => stage.id === channel)) {
      setZone(festival.timeZone);
      return festival;
    }
  }
  return undefined;
}

export const useFestival = (channel: string | null = null): Polled<Festival | undefined> =>
  usePolled(`festival ${channel ?? ''}`, () => find(channel));
