import {
  openapiDocument,
  type EvidenceInput,
} from '@readiness/backstage-plugin-readiness-common';
import { fieldError } from '../errors/fieldError';

const { EvidenceInput: SCHEMA, EvidenceValidation } =
  openapiDocument.components.schemas;
const WHAT: readonly string[] = SCHEMA.properties.what.enum;
const OUTCOMES: readonly string[] = SCHEMA.properties.outcome.enum;
const VALIDATION_KINDS: readonly string[] =
  EvidenceValidation.properties.kind.enum;
const SHA_256 = /^[0-9a-f]{64}$/i;
/** What the server decides; people who send it should learn why it is refused. */
const SET_BY_SERVER = [
  'id',
  'control',
  'grade',
  'fingerprint',
  'state',
  'recordedAt',
];

type Fields = Readonly<Record<string, unknown>>;

function fail(field: string, problem: string): never {
  throw fieldError(field, problem);
}

function fieldsOf(field: string, value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(field, 'must be an object');
  }
  return value as Fields;
}

function refuseOthers(fields: Fields, known: readonly string[], at = '') {
  for (const name of Object.keys(fields)) {
    if (known.includes(name)) continue;
    if (!at && SET_BY_SERVER.includes(name)) {
      fail(name, 'is set by the server');
    }
    fail(at || name, at ? `${name} is not known` : 'is not known');
  }
}

function text(field: string, value: unknown, longest = 2000): string {
  if (typeof value !== 'string' || value.trim() === '') {
    return fail(field, 'is required');
  }
  if (value.length > longest) fail(field, `is longer than ${longest}`);
  return value.trim();
}

function oneOf<T extends string>(
  field: string,
  value: unknown,
  allowed: readonly string[],
): T {
  if (typeof value !== 'string' || !allowed.includes(value)) {
    return fail(field, `must be one of ${allowed.join(', ')}`);
  }
  return value as T;
}

function list(
  field: string,
  value: unknown,
  { most, missing }: { most: number; missing: string },
): readonly unknown[] {
  if (value !== undefined && !Array.isArray(value)) {
    return fail(field, 'must be a list');
  }
  if (!value || value.length === 0) return fail(field, missing);
  if (value.length > most) fail(field, `has more than ${most} entries`);
  return value;
}

function artefacts(value: unknown): EvidenceInput['artefacts'] {
  const items = list('artefacts', value, {
    most: SCHEMA.properties.artefacts.maxItems,
    missing:
      'at least one is required; a claim without an artefact is not accepted',
  });
  return items.map(item => {
    const fields = fieldsOf('artefacts', item);
    refuseOthers(fields, ['url', 'sha256'], 'artefacts');
    const { url, sha256 } = fields;
    if (typeof url !== 'string' || url === '') {
      return fail('artefacts', 'url is required');
    }
    if (sha256 === undefined) return { url };
    return typeof sha256 === 'string' && SHA_256.test(sha256)
      ? { url, sha256: sha256.toLowerCase() }
      : fail('artefacts', 'sha256 must be 64 hexadecimal digits');
  });
}

function measured(value: unknown): EvidenceInput['measured'] {
  const fields = fieldsOf('measured', value);
  for (const [name, figure] of Object.entries(fields)) {
    if (typeof figure !== 'number' || !Number.isFinite(figure)) {
      fail('measured', `${name} must be a number`);
    }
  }
  return fields as Record<string, number>;
}

function validation(value: unknown): EvidenceInput['validation'] {
  const at = 'validation';
  const fields = fieldsOf(at, value);
  refuseOthers(fields, ['kind', 'result', 'detail'], at);
  return {
    kind: oneOf(at, fields.kind, VALIDATION_KINDS),
    result: oneOf(at, fields.result, ['passed', 'failed']),
    ...(fields.detail !== undefined && { detail: text(at, fields.detail) }),
  };
}

/**
 * The form of a record, before anything is looked up. The message of a refusal
 * begins with the name of the field.
 */
export function parseEvidenceInput(body: unknown): EvidenceInput {
  const fields = fieldsOf('body', body);
  refuseOthers(fields, Object.keys(SCHEMA.properties));
  const subjects = list('subjects', fields.subjects, {
    most: SCHEMA.properties.subjects.maxItems,
    missing: 'at least one is required',
  }).map(key => text('subjects', key));
  const optional = <T>(name: string, parse: (value: unknown) => T) =>
    fields[name] === undefined ? {} : { [name]: parse(fields[name]) };
  return {
    check: text('check', fields.check),
    what: oneOf('what', fields.what, WHAT),
    subjects: [...new Set(subjects)],
    performedAt: text('performedAt', fields.performedAt),
    performedBy: text('performedBy', fields.performedBy),
    outcome: oneOf('outcome', fields.outcome, OUTCOMES),
    artefacts: artefacts(fields.artefacts),
    ...optional('attestedBy', value => text('attestedBy', value)),
    ...optional('expiresAt', value => text('expiresAt', value)),
    ...optional('measured', measured),
    ...optional('validation', validation),
  };
}
