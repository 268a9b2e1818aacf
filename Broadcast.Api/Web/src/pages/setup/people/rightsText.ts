import { moderationRights, type Rights } from '../../../api/people';
import type { Texts } from '../../../text/en';

/** What somebody may do, part by part. A moderator's rights are named where they are not all. */
export function rightsText(t: Texts, { roles, stages, moderates }: Rights, stageName: (stage: string) => string): string[] {
  const isLimited = roles.includes('moderator') && moderates !== undefined && moderates.length < moderationRights.length;
  return [
    ...roles.map((role) => t.people.roles[role] ?? role),
    ...stages.map(stageName),
    ...(isLimited ? [t.people.mayModerate(moderates.map((right) => t.people.moderates[right]).join(', '))] : []),
  ];
}
