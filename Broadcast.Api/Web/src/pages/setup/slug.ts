/** An id from what a person has typed: the first text that has Latin letters or digits, else `otherwise`. Ids are 1–40 of a-z, 0-9 and `-`. */
export function slugOf(texts: readonly string[], otherwise: string): string {
  for (const text of texts) {
    const slug = text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-+$/, '');
    if (slug) return slug;
  }
  return otherwise;
}

/** The slug, with a number behind it where it is taken. */
export function freeSlug(slug: string, taken: readonly string[]): string {
  if (!taken.includes(slug)) return slug;
  let number = 2;
  while (taken.includes(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}
