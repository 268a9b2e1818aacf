import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { take as order, type Seen } from '../../api/channels';
import { toastError } from '../../frame/Toasts';
import { isComing } from './taken';

/** A cut that was ordered but is not in the picture yet. */
export interface Cut {
  stage: string;
  /** Expected date-time (Unix ms); null until the playout answered. */
  at: number | null;
}

interface TakeOptions {
  channel: string;
  onAir: Seen;
  since: number;
  token: string;
  serverNow: () => number;
  refresh: () => void;
}

/** @param again also where it is on air as far as the page knows */
export type Take = (stage: string, again?: boolean) => void;

/** A cut that has not arrived after this long (ms), enough for any keyframe, is no longer shown as pending. */
const forgetAfter = 8_000;

/** Takes a stage at once and without confirmation. */
export function useTake(options: TakeOptions): { cut: Cut | null; take: Take } {
  const [cut, setCut] = useState<Cut | null>(null);
  const latest = useRef({ ...options, cut });
  latest.current = { ...options, cut };

  const take = useCallback<Take>((stage, again = false) => {
    const { channel, onAir, cut: pending, token, refresh } = latest.current;
    if (!again && isComing(stage, onAir, pending)) return;
    setCut({ stage, at: null });
    order(channel, stage, onAir, token)
      .then(({ expectedAt }) => setCut((now) => (now?.stage === stage ? { stage, at: expectedAt ?? null } : now)))
      .catch((error: unknown) => {
        setCut(null);
        toastError(error);
      })
      .finally(refresh);
  }, []);

  const { onAir, since, serverNow } = options;
  const arrived = cut !== null && cut.at !== null && onAir === cut.stage && since <= serverNow();
  useEffect(() => {
    if (arrived) setCut(null);
  }, [arrived]);
  useEffect(() => {
    if (!cut) return;
    const timer = setTimeout(() => setCut(null), forgetAfter);
    return () => clearTimeout(timer);
  }, [cut?.stage]);

  return { cut, take };
}
