import * as z from 'zod';
import { SEVERITIES, type Finding, type Incident } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';
import type { Summary } from '../model/summary.ts';

/** An answer of replay or of a scan, read back. */
export interface ReadAnswer {
  readonly incidents: readonly Incident[];
  readonly summary: Summary;
  /** Whether that is all; an answer that does not say is whole. */
  readonly complete: boolean;
  /** What to send to go on, where it is not. */
  readonly resume: string | undefined;
  /** Logs that a scan could not read, each with why. */
  readonly unread: readonly Unread[];
}

interface Unread {
  readonly log: string;
  readonly why: string;
}

/** What was given is no such answer. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const stage = z.enum(['credential-known', 'inside', 'hiding', 'spreading', 'staying', 'weakened']);
const severity = z.enum(SEVERITIES);
const subject = z.object({
  kind: z.enum(['user', 'app', 'address', 'tenant']),
  id: z.string(),
  name: z.string(),
});
const evidence = z.object({ source: z.string(), id: z.string(), at: time });
const words = z.string().exactOptional();
const step = z.object({ what: z.string(), why: words, where: words, command: words });

const finding = z.object({
  detector: z.string(),
  severity,
  stage,
  title: z.string(),
  at: time,
  last: time.optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  attack: z.array(z.string()),
  evidence: z.array(evidence),
  undo: z.array(step).default([]),
  others: z.array(subject).default([]),
});

const incident = z.object({
  type: z.literal('incident'),
  id: z.string(),
  severity,
  title: z.string(),
  actor: subject,
  firstSeen: time,
  lastSeen: time,
  stages: z.array(stage),
  linked: z.array(z.string()).default([]),
  findings: z.array(finding),
});

const counts = z.record(z.string(), z.number());
const summary = z.object({
  type: z.literal('summary'),
  read: counts,
  duplicates: z.number(),
  rejected: z.array(z.object({ file: z.string(), line: z.number(), recordId: words, why: z.string() })),
  rejectedMore: z.number().default(0),
  incidents: z.number(),
  undecided: counts,
  broken: z.record(z.string(), z.string()).default({}),
  ownDomains: z.array(z.string()).default([]),
  unread: z.array(z.object({ log: z.string(), why: z.string() })).default([]),
  complete: z.boolean().default(true),
  resume: z.string().optional(),
});

const answer = z.array(z.discriminatedUnion('type', [incident, summary]));

/** Reads `[incident…, summary]`. Throws UnreadableAnswer where it is something else; what is new in a later version is passed over. */
export function answerFrom(lines: unknown): ReadAnswer {
  const read = answer.safeParse(lines);
  if (!read.success) throw new UnreadableAnswer(placeOf(read.error), { cause: read.error });
  const last = read.data.at(-1);
  if (last?.type !== 'summary') throw new UnreadableAnswer('no summary stands at its end');
  const { type: _type, complete, resume, unread, ...told } = last;
  return {
    incidents: read.data.flatMap((line) => (line.type === 'incident' ? [incidentFrom(line)] : [])),
    summary: told,
    complete,
    resume,
    unread,
  };
}

function placeOf({ issues }: z.ZodError): string {
  const [first] = issues;
  return `${first?.path.join('.') ?? 'it'}: ${first?.message ?? 'unreadable'}`;
}

function incidentFrom({ type: _type, actor, findings, ...told }: z.output<typeof incident>): Incident {
  return { ...told, about: actor, findings: findings.map((one) => findingFrom(one, actor)) };
}

/** A line leaves out what only gathering needs; the last sight of a finding is that of its newest record. */
function findingFrom({ last, ...told }: z.output<typeof finding>, about: Subject): Finding {
  const newest = Math.max(told.at.getTime(), ...told.evidence.map(({ at }) => at.getTime()));
  return { ...told, about, key: '', opens: false, size: 0, last: last ?? new Date(newest) };
}
