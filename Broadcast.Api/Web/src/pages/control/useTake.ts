import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { take as order } from '../../api/channels';
import type { Stage } from '../../api/festivals';
import { toastError } from '../../frame/Toasts';

/** A cut that was ordered but is not in the picture yet. */
export interface Cut {
  stage: string;
  /** Expected date-time (Unix ms); null until the playout answered. */
  at: number | null;
}

interface TakeOptions {
  channel: string;
  stages: readonly Stage[];
  onAir: string | null;
  since: number;
  /** Whether digits cut. */
  digits: boolean;
  token: string;
  serverNow: () => number;
  refresh: () => void;
}

/** A cut that has not arrived after this long (ms), enough for any keyframe, is no longer shown as pending. */
const forgetAfter = 8_000;

/** Takes a stage by button, or by the keys 1–9 where they are on, at once and without confirmation. */
export function useTake(options: TakeOptions): { cut: Cut | null; take: (stage: string) => void } {
  const latest = useRef(options);
  latest.current = options;
  const [cut, setCut] = useState<Cut | null>(null);

  const take = useCallback((stage: string) => {
    const { channel, onAir, token, refresh } = latest.current;
    if (stage === onAir) return;
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

  const { digits } = options;
  // At once, not after the next picture: the digit that follows the tap counts.
  useLayoutEffect(() => {
    if (!digits) return;
    const keys = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || writing(event.target)) return;
      const stage = /^[1-9]$/.test(event.key) ? latest.current.stages[Number(event.key) - 1] : undefined;
      if (stage) take(stage.id);
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, [take, digits]);

  return { cut, take };
}

/** Digits that are typed into a field take no stage. */
const writing = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.matches('input:not([type=checkbox]), select, textarea');
