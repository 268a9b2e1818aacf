import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const contracts = new URL('../../../../Broadcast.Chat/Contracts', import.meta.url).pathname;
const csharp = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.cs'))
  .map((file) => readFileSync(join(contracts, file), 'utf8'))
  .join('\n');
const typescript = readFileSync(new URL('contracts.ts', import.meta.url), 'utf8');

/** Public properties of a record, camelCase as on the wire. */
function propertiesOf(record: string): string[] {
  const body = new RegExp(`public sealed record ${record}\\b[^{]*\\{(.*?)\\n\\}`, 's').exec(csharp)?.[1];
  if (body === undefined) throw new Error(`There is no record ${record}.`);
  return [...body.matchAll(/public (?:required )?[\w<>?,. ]+ (\w+) \{ get; init; \}/g)].map((match) => match[1]![0]!.toLowerCase() + match[1]!.slice(1)).sort();
}

function fieldsOf(name: string): string[] {
  const body = new RegExp(`interface ${name}(?:<[^>]*>)? \\{(.*?)\\n\\}`, 's').exec(typescript)?.[1];
  if (body === undefined) throw new Error(`There is no interface ${name}.`);
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map((match) => match[1]!).sort();
}

const records = [
  'Position', 'EventAuthor', 'ProductCard', 'ChatSaid', 'ProductPinned', 'ProductUnpinned', 'QuestionOpened', 'QuestionClosed', 'QuestionRevealed',
  'QuestionVoided', 'StageOnAir', 'SlateShown', 'Winner', 'RoomCounts', 'EventBatch', 'RoomSnapshot', 'JoinResult', 'QuestionDraft', 'QuestionView',
  'StageAlarm', 'StageReport', 'StageReports',
];

test.each(records)('%s says the same on both sides', (record) => expect(fieldsOf(record)).toEqual(propertiesOf(record)));

test('an event has the same envelope on both sides', () => expect(fieldsOf('Logged')).toEqual(propertiesOf('RoomEvent')));

test('every event type is known here', () => {
  const types = readFileSync(join(contracts, 'Events/EventTypes.cs'), 'utf8');
  for (const match of types.matchAll(/= "([^"]+)";/g)) expect(typescript).toContain(`Logged<'${match[1]}'`);
});
