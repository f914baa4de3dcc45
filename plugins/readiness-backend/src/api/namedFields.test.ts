import { InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { namedFields } from './namedFields';

function named(message: string, body: unknown = {}): unknown {
  let passed: unknown;
  namedFields(() => ['url'])(
    new InputError(message),
    { body } as Request,
    {} as Response,
    error => {
      passed = error;
    },
  );
  return passed;
}

describe('namedFields', () => {
  it('begins with the field', () => {
    expect(
      named(
        "request/body must have required property 'check', request/body/artefacts/0/url must be string",
      ),
    ).toMatchObject({
      name: 'InputError',
      field: 'check',
      message: 'check: is required; artefacts[0].url: must be string',
    });
    expect(named('request/query/limit must be >= 1')).toMatchObject({
      field: 'limit',
      message: 'limit: must be >= 1',
    });
    expect(named('request/body must be object')).toMatchObject({
      field: 'body',
    });
  });

  it('names what is not known', () => {
    expect(
      named('request/body must NOT have additional properties', {
        url: 'x',
        colour: 'red',
      }),
    ).toMatchObject({ field: 'colour', message: 'colour: is not known' });
  });

  it('leaves other refusals alone', () => {
    expect(named('cursor: is odd')).toMatchObject({
      message: 'cursor: is odd',
    });
  });
});
