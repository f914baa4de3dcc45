import { InputError } from '@backstage/errors';
import type { ErrorRequestHandler, Request } from 'express';
import { fieldError } from '../errors/fieldError';

const PART = /^request\/(?:body|query|params)(\/\S*)? (.*)$/;
const REQUIRED = /^must have required property '([^']+)'$/;
const UNKNOWN = 'must NOT have additional properties';

/** `/artefacts/0/url` as people write it: `artefacts[0].url`. */
function fieldName(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((step, index) => {
      if (/^\d+$/.test(step)) return `[${step}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

interface Complaint {
  field: string;
  problem: string;
}

/** One complaint of the validator with its field. */
function complaint(
  text: string,
  body: unknown,
  known: readonly string[],
): Complaint[] {
  const [, pointer = '', problem] = PART.exec(text) ?? [];
  if (problem === undefined) return [];
  const at = fieldName(pointer || '/');
  const required = REQUIRED.exec(problem)?.[1];
  if (required) {
    return [
      { field: at ? `${at}.${required}` : required, problem: 'is required' },
    ];
  }
  if (problem === UNKNOWN && !at && isRecord(body)) {
    return Object.keys(body)
      .filter(key => !known.includes(key))
      .map(field => ({ field, problem: 'is not known' }));
  }
  return [{ field: at || 'body', problem }];
}

/**
 * Names the field in what the validator refuses, as every other refusal does.
 *
 * @param fieldsOf - the fields that the body of a request may have
 */
export function namedFields(
  fieldsOf: (request: Request) => readonly string[],
): ErrorRequestHandler {
  return (error, request, _response, next) => {
    const found =
      error instanceof InputError
        ? error.message
            .split(/, (?=request\/)/)
            .flatMap(text => complaint(text, request.body, fieldsOf(request)))
        : [];
    const [first, ...others] = found;
    if (!first) {
      next(error);
      return;
    }
    const rest = others.map(({ field, problem }) => `; ${field}: ${problem}`);
    next(fieldError(first.field, `${first.problem}${rest.join('')}`));
  };
}
