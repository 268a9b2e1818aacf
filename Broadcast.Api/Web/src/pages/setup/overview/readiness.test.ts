import { expect, test } from 'vitest';
import type { Festival } from '../../../api/festivals';
import type { StageHealth } from '../../../api/setup';
import { isOnAir, stepsOf, type SetupState } from './readiness';

const empty: SetupState = { festival: null, health: new Map(), slots: [], guests: null, accounts: [], products: 0, relay: null };
const open = (state: SetupState, now = 0) => stepsOf(state, now).filter((step) => !step.done && !step.optional).map((step) => step.name);

test('an empty host misses everything but what is optional', () =>
  expect(open(empty)).toEqual(['festival', 'stage', 'encoder', 'rundown', 'anchor', 'guests']));

test('each step is done by what is really there', () => {
  const festival = { id: 'f', channel: 'f', stages: [{ id: 'tea' }] } as Festival;
  const state: SetupState = {
    ...empty,
    festival,
    health: new Map([['tea', { live: false, runs: 1 } as StageHealth]]),
    slots: [{ stage: 'tea', title: 'x', start: '2026-05-01T10:00:00Z', duration: 60 }],
    guests: { guests: ['read'], decided: true, revision: 1 },
    accounts: [{ id: 'a', name: 'Li', roles: ['anchor'], stages: ['tea'] }],
  };
  const during = Date.parse('2026-05-01T10:00:30Z');

  expect(open(state, during)).toEqual([]);
  expect(open(state, during + 60_000)).toEqual(['rundown']);
  expect(open({ ...state, health: new Map(), guests: { guests: ['read'], decided: false, revision: 0 } }, during)).toEqual(['encoder', 'guests']);
});

test('a relay that shows the slate is not on air', () => {
  const relay = { id: 'f', onAir: 'tea', since: 0, slate: true, byHand: null, resumesAt: null };
  expect([isOnAir({ ...empty, relay }), isOnAir({ ...empty, relay: { ...relay, slate: false } }), isOnAir(empty)]).toEqual([false, true, false]);
});
