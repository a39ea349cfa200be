import { contentId } from '../platform/hash.ts';
import { readDirectoryAudit } from './directory-audits/index.ts';
import { envelopeOf } from './envelope.ts';
import { readMessageTrace } from './message-traces/index.ts';
import type { RawRecord, Reading, SetAside } from './reading.ts';
import { readSignIn } from './sign-ins/index.ts';
import { readUnifiedAudit } from './unified-audit/index.ts';

export type { RawRecord, Reading, SetAside } from './reading.ts';

/** Reads any record of a known source, recognised by its own fields. A shape nobody knows is set aside, as is one that lacks its time. */
export function read(record: RawRecord): Reading | SetAside {
  if ('CreationTime' in record && 'Operation' in record) return readUnifiedAudit(record);
  const inner = auditDataIn(record);
  if (inner !== undefined) return readUnifiedAudit(inner);
  if ('createdDateTime' in record && isSignIn(record)) return readSignIn(record);
  if ('activityDateTime' in record) return readDirectoryAudit(record);
  if ('senderAddress' in record || 'SenderAddress' in record) return readMessageTrace(record);
  const envelope = envelopeOf(record);
  if (envelope === undefined) return { why: unknownShape(record), recordId: idOf(record) };
  if ('why' in envelope) return envelope;
  // What has no id of its own is named by the row as the file has it.
  const named = hasId(envelope.record) ? envelope.record : { ...envelope.record, id: contentId(record) };
  return envelope.kind === 'sign-in' ? readSignIn(named) : readDirectoryAudit(named);
}

/** Graph gives its alerts, risk detections, users and apps a createdDateTime as well; none of them has any of these. */
function isSignIn(record: RawRecord): boolean {
  if ('riskEventType' in record || 'detectedDateTime' in record || 'auditLogRecordType' in record)
    return false;
  return typeof record['status'] === 'object' || SIGN_IN_FIELDS.some((field) => field in record);
}

const SIGN_IN_FIELDS = ['ipAddress', 'clientAppUsed', 'isInteractive', 'deviceDetail'];

/** The record inside a row of Graph's audit log query (`auditData`) or of Search-UnifiedAuditLog as JSON (`AuditData`, a text). */
function auditDataIn(record: RawRecord): RawRecord | undefined {
  const given = record['auditData'] ?? record['AuditData'];
  const inner = typeof given === 'string' ? parsed(given) : given;
  const isRecord =
    typeof inner === 'object' && inner !== null && 'CreationTime' in inner && 'Operation' in inner;
  return isRecord ? (inner as unknown as RawRecord) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // cut off: the row is set aside as what it is
    throw error;
  }
}

function hasId({ id }: RawRecord): boolean {
  return typeof id === 'string' && id !== '';
}

/** Whether a record was read or set aside. */
export function isRead(read: Reading | SetAside): read is Reading {
  return 'source' in read;
}

function unknownShape(record: RawRecord): string {
  const fields = Object.keys(record).slice(0, 4).join(', ');
  return fields === ''
    ? 'an empty record'
    : `a shape Vigil does not know (it begins with ${fields.slice(0, 80)})`;
}

function idOf(record: RawRecord): string | undefined {
  const id = ['id', 'Id', 'ID', 'Identity', 'RecordId']
    .map((key) => record[key])
    .find((value) => typeof value === 'string');
  return typeof id === 'string' ? id : undefined;
}
