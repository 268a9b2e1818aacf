/** The sections of the set-up page, in the order of the path. The name is the fragment of the address. */
export const sections = ['overview', 'festival', 'stages', 'people', 'products', 'rundown', 'guests', 'simulcast', 'sites', 'words', 'audit'] as const;

export type SectionName = (typeof sections)[number];

export const sectionOf = (hash: string): SectionName => sections.find((name) => name === hash.replace(/^#/, '')) ?? 'overview';

/** The fragment's `first`: the token of the link that an empty host prints. */
export const firstToken = (hash: string): string | null => new URLSearchParams(hash.replace(/^#/, '')).get('first');
