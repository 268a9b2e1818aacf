import type { StageAlarm, StageReport, StageReports } from '../../room/contracts';

/** What is known of the stages, and what has changed with the last frame for somebody who cannot see it. */
export interface ReportState {
  stages: ReadonlyMap<string, StageReport>;
  raised: readonly AlarmNews[];
  cleared: readonly AlarmNews[];
}

export interface AlarmNews {
  stage: string;
  alarm: StageAlarm;
}

export const noReports: ReportState = { stages: new Map(), raised: [], cleared: [] };

/** Takes a frame: stages that it does not name stay as they are. */
export function hearReports(before: ReportState, frame: StageReports): ReportState {
  const stages = new Map(before.stages);
  const raised: AlarmNews[] = [];
  const cleared: AlarmNews[] = [];
  for (const report of frame.stages) {
    const known = before.stages.get(report.stage)?.alarms ?? [];
    raised.push(...without(report.alarms, known).map((alarm) => ({ stage: report.stage, alarm })));
    cleared.push(...without(known, report.alarms).map((alarm) => ({ stage: report.stage, alarm })));
    stages.set(report.stage, report);
  }
  return { stages, raised, cleared };
}

const without = (alarms: readonly StageAlarm[], others: readonly StageAlarm[]) =>
  alarms.filter((alarm) => !others.some((other) => other.code === alarm.code && other.since === alarm.since));

/** Decibels at which the meter begins; below is silence to the ear. */
const quietest = -60;

/** Where a level stands on a meter, 0-1. */
export const meter = (level: number): number => Math.min(1, Math.max(0, (level - quietest) / -quietest));
