/** Texts of the list of changes. `zhAudit.ts` has the same keys. */
export const enAudit = {
  /** The host's rules (`Rules.cs`), by their codes, as authors. */
  rules: {
    'window.end': 'the host, at its time',
    'window.lost': 'the host, after a loss',
    'window.missed': 'the host, for want of time',
    'window.wanted': 'the host, as asked before',
    'room.restored': 'the host, as it was before',
    'relay.copy': 'the festival’s channel',
    'channel.plays': 'the host, by the rundown',
    'prize.unasked': 'the host, for an unasked question',
    'host.start': 'the host, at its start',
    'caller.unsigned': 'whoever had the link',
    demo: 'the demo',
  } as Record<string, string>,
  rule: 'the host',
  rundown: 'the rundown',
  machine: (key: string) => `machine key ${key}`,
  yes: 'yes',
  no: 'no',
  comma: ', ',
  festivalGoods: 'the whole festival',
  values: {
    act: { take: 'taken', hold: 'held', release: 'released', filler: 'slate shown', return: 'back to the rundown' },
    password: { former: 'the former one', new: 'a new one' },
    address: { kept: 'kept', erased: 'erased' },
    state: { published: 'published', signing: 'signs', retired: 'retired' },
  } as Record<string, Record<string, string>>,
  fields: { title: 'Title', titleEn: 'Title in English', start: 'Begins', duration: 'Length', server: 'Server', on: 'Switched on', keySetAt: 'Key since', addedAt: 'Listed', addedBy: 'Listed by', madeBy: 'Made by',
    connector: 'Connector', purpose: 'Signs', state: 'State', signsFrom: 'Signs from', signsUntil: 'Signs until', publishedUntil: 'Published until', lastUsedAt: 'Used last', revision: 'Revision',
    expiresAt: 'Good until' } as Record<string, string>,
};
