import type { StageAlarm, StageReport } from '../../room/contracts';

export interface RaisedAlarm {
  stage: string;
  alarm: StageAlarm;
}

const severities = ['critical', 'warning', 'notice'];

/** The alarms of all stages, the gravest first, and among those the newest. */
export const allAlarms = (reports: ReadonlyMap<string, StageReport>): readonly RaisedAlarm[] =>
  [...reports.values()]
    .flatMap((report) => report.alarms.map((alarm) => ({ stage: report.stage, alarm })))
    .sort((one, other) => severities.indexOf(one.alarm.severity) - severities.indexOf(other.alarm.severity) || other.alarm.since - one.alarm.since);

/** How many stages send something and have no alarm. */
export const fineOf = (reports: ReadonlyMap<string, StageReport>): number => [...reports.values()].filter((report) => report.live && report.alarms.length === 0).length;
