import type { Claims } from '../../../api/claims';
import type { Festival } from '../../../api/festivals';

/** Rooms in which somebody keeps order, by their ids: a moderator of named stages in theirs, everybody else at this desk in all. */
export function roomsOf(festival: Pick<Festival, 'channel' | 'stages'>, { roles, stages }: Pick<Claims, 'roles' | 'stages'>): readonly string[] {
  const ids = festival.stages.map((stage) => stage.id);
  if (roles.includes('operator') || stages.length === 0) return [festival.channel, ...ids];
  return ids.filter((id) => stages.includes(id));
}

/** The word lists hold in all rooms, and are for who was given them. */
export const mayWords = ({ roles, moderates }: Pick<Claims, 'roles' | 'moderates'>): boolean =>
  roles.includes('operator') || (roles.includes('moderator') && moderates.includes('words'));

/** The audit trail tells of all rooms, and is for who keeps order in all. */
export const mayTrail = ({ roles, stages }: Pick<Claims, 'roles' | 'stages'>): boolean =>
  roles.includes('operator') || (roles.includes('moderator') && stages.length === 0);
