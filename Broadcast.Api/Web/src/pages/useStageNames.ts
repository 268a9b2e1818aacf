import { getFestival, listFestivals, type Stage } from '../api/festivals';
import { usePolled } from '../frame/usePolled';
import { useText } from '../text/useText';

const all = async (): Promise<Map<string, Stage>> => {
  const festivals = await Promise.all((await listFestivals()).map(({ id }) => getFestival(id)));
  return new Map(festivals.flatMap((festival) => festival.stages).map((stage) => [stage.id, stage]));
};

/** What people call a stage of any festival; one that is not offered any more keeps its id. */
export function useStageNames(): (stage: string) => string {
  const { named } = useText();
  const known = usePolled('stage names', all);
  return (id) => {
    const stage = known.value?.get(id);
    return stage ? named(stage) : id;
  };
}
