import type { StageAlarm, StageReport, StageReports } from '../../room/contracts';

/** The reports of the stages, and the alarms that the last frame raised and cleared, for screen readers. */
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

/** Applies a frame; stages that it does not name stay as they are. */
export function applyReports(before: ReportState, frame: StageReports): ReportState {
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

/** The level (dBFS) at which the meter begins; anything below sounds silent. */
const quietest = -60;

/** The position of a level (dBFS) on the meter, 0–1. */
export const meter = (level: number): number => Math.min(1, Math.max(0, (level - quietest) / -quietest));
