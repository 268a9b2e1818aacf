import { getFestival } from '../../../api/festivals';
import { ApiError } from '../../../api/http';
import { once } from '../../../api/once';
import { createStage, type StageDraft, type StreamKeyShown } from '../../../api/setup';
import { freeSlug, slugOf } from '../slug';
import { draftOf } from './stageDraft';
import { showKey } from './shownKeys';

/**
 * Makes a stage under an id from its name. Ids of retired stages and of other festivals are taken too: the next one is tried.
 * @param otherwise the id where the name has no Latin letters
 */
export function makeStage(festival: string, draft: StageDraft, otherwise: string, taken: readonly string[], token: string): Promise<StreamKeyShown> {
  const slug = slugOf([draft.nameEn, draft.name], otherwise);
  // Whatever its id: when it is sent again, a stage that was made the first time may have taken the one before.
  return once(['stage', festival, draft], (key) => tryIds(festival, draft, slug, taken, token, key));
}

async function tryIds(festival: string, draft: StageDraft, slug: string, taken: readonly string[], token: string, key: string): Promise<StreamKeyShown> {
  const id = freeSlug(slug, taken);
  try {
    return await createStage(festival, { ...draft, id }, token, key);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'channel.taken' && taken.length < 100) return tryIds(festival, draft, slug, [...taken, id], token, key);
    throw error;
  }
}

/** Makes stages like those of another festival, with keys of their own, which the stages' section shows. */
export async function copyStages(from: string, to: string, token: string): Promise<void> {
  const { stages } = await getFestival(from);
  for (const [index, stage] of stages.entries()) {
    const key = await makeStage(to, draftOf(stage), `stage-${index + 1}`, [to], token);
    showKey(key.id, key);
  }
}
