import { randomOf } from './random.ts';

/** Everything that can go wrong, each with a switch of its own: its place in the list is its bit. */
export const FAULTS = [
  'late',
  'doubled',
  'changed',
  'missing',
  'refused',
  'throttled',
  'server',
  'cut',
  'short-page',
  'empty-page',
  'looping-link',
  'foreign-link',
  'crash',
  'two-timers',
  'paused',
  'lost-answer',
  'store-fails',
  'skew',
  'switched',
  'layout',
  'detectors',
  'silent',
  'outage',
] as const;

export type FaultName = (typeof FAULTS)[number];

/** How likely a seed has a fault: most runs have several at once, and some only a few, which finds what others hide. */
const LIKELY = [0.15, 0.4, 0.7];

/** The switches that a seed has on. */
export function faultsOf(seed: number): number {
  const random = randomOf(seed, 'faults');
  const likely = random.pick(LIKELY);
  return FAULTS.reduce((bits, _name, at) => (random.chance(likely) ? bits | (1 << at) : bits), 0);
}

/** Whether a switch is on. */
export function isOn(bits: number, name: FaultName): boolean {
  return (bits & bitOf(name)) !== 0;
}

export function bitOf(name: FaultName): number {
  return 1 << FAULTS.indexOf(name);
}

/** The names of the switches that are on. */
export function namesOf(bits: number): readonly FaultName[] {
  return FAULTS.filter((name) => isOn(bits, name));
}

/** As the command line takes it. */
export function hex(bits: number): string {
  return `0x${(bits >>> 0).toString(16)}`;
}
