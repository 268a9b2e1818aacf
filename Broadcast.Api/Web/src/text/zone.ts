/** Days and times of a festival's own zone. A day is `yyyy-MM-dd`, a time `HH:MM:SS`. */

const parts = (at: number, zone: string): Record<string, string> =>
  Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );

export function dayOf(at: number, zone: string): string {
  const { year, month, day } = parts(at, zone);
  return `${year}-${month}-${day}`;
}

export function timeOf(at: number, zone: string): string {
  const { hour, minute, second } = parts(at, zone);
  return `${hour}:${minute}:${second}`;
}

/** Minutes are not needed for an offset that is read as the difference between the zone's clock and UTC. */
const offset = (at: number, zone: string) => Date.parse(`${dayOf(at, zone)}T${timeOf(at, zone)}Z`) - Math.floor(at / 1000) * 1000;

/** The instant of a day and time, NaN when there is no such day; a time that summer time leaves out is read with the offset of the hour before. */
export function instantOf(day: string, time: string, zone: string): number {
  const read = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(read)) return NaN;
  const guess = read - offset(read, zone);
  return read - offset(guess, zone);
}
