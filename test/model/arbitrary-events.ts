import fc from 'fast-check';
import type { AuditEvent } from '../../shared/model/events.ts';
import {
  accountCreated,
  consented,
  invited,
  mailRule,
  mailSent,
  MONDAY,
  roleGranted,
  signIn,
  user,
} from '../support/events.ts';

/** Few ids, few times and few of everything else, so that events collide. */
const common = fc.record({
  id: fc.constantFrom('a', 'A', 'b', 'c'),
  at: fc.integer({ min: -3, max: 3 }).map((halves) => new Date(MONDAY.getTime() + halves * 500)),
});

/** A sign-in as some source has it. */
export const anySignIn = fc
  .record({
    common,
    source: fc.constantFrom('sign-ins' as const, 'unified-audit' as const),
    actor: fc.constantFrom(user('dana'), user('lee')),
    errorCode: fc.constantFrom(0, 50074, 50126, 50053, 50140, -1, 90072),
    interactive: fc.constantFrom(true, false, undefined),
    app: fc.constantFrom('x', 'y', undefined),
    deviceId: fc.constantFrom('d', undefined),
    requirement: fc.constantFrom('single' as const, 'multi' as const, undefined),
    risk: fc.constantFrom('none' as const, 'low' as const, 'high' as const, undefined),
    ip: fc.constantFrom('203.0.113.1', '203.0.113.2', undefined),
  })
  .map(({ common: given, ...rest }) => signIn({ ...given, ...rest }));

/** An event of any kind. */
export const anyEvent: fc.Arbitrary<AuditEvent> = fc.oneof(
  anySignIn,
  common.map((given) => invited(given)),
  common.map((given) => mailRule(given)),
  common.map((given) => roleGranted(given)),
  common.map((given) => consented(given)),
  common.map((given) => accountCreated(given)),
  fc
    .tuple(common, fc.constantFrom(['x@a.example'], ['y@a.example'], []))
    .map(([given, recipients]) => mailSent({ ...given, recipients })),
);
