import type { Claims } from '../../../api/claims';
import type { Festival } from '../../../api/festivals';

/** Ids of the rooms that a person moderates: for a moderator with stages of their own those, for everybody else at this desk all. */
export function roomsOf(festival: Pick<Festival, 'channel' | 'stages'>, { roles, stages }: Pick<Claims, 'roles' | 'stages'>): readonly string[] {
  const ids = festival.stages.map((stage) => stage.id);
  if (roles.includes('operator') || stages.length === 0) return [festival.channel, ...ids];
  return ids.filter((id) => stages.includes(id));
}

/** Whether a person may edit the word lists, which apply in all rooms: operators, and moderators with the right `words`. */
export const mayWords = ({ roles, moderates }: Pick<Claims, 'roles' | 'moderates'>): boolean =>
  roles.includes('operator') || (roles.includes('moderator') && moderates.includes('words'));

/** Whether a person may read the audit trail, which covers all rooms: operators, and moderators of all rooms. */
export const mayTrail = ({ roles, stages }: Pick<Claims, 'roles' | 'stages'>): boolean =>
  roles.includes('operator') || (roles.includes('moderator') && stages.length === 0);
