const ref = (definition: string) => ({ $ref: `#/definitions/${definition}` });

/**
 * The part of the JSON schema of SARIF 2.1.0 that the log uses: definitions,
 * names, types, enumerations and bounds as in sarif-schema-2.1.0.json,
 * Copyright OASIS Open, used under the OASIS IPR policy, which allows copies
 * and derivative works that comment on or assist in implementing it. What is
 * left out there is refused here, since no definition takes other properties.
 */
const object = (
  properties: Record<string, unknown>,
  required: readonly string[] = [],
) => ({
  type: 'object',
  additionalProperties: false,
  properties: { ...properties, properties: ref('propertyBag') },
  ...(required.length > 0 && { required }),
});

const text = { type: 'string' };
const uri = { type: 'string', format: 'uri' };
const level = { enum: ['none', 'note', 'warning', 'error'] };
const index = { type: 'integer', default: -1, minimum: -1 };
const atLeastOne = { type: 'integer', minimum: 1 };
const list = (items: unknown, uniqueItems = false) => ({
  type: 'array',
  minItems: 0,
  uniqueItems,
  items,
});

export const sarifSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...object(
    {
      $schema: uri,
      version: { enum: ['2.1.0'] },
      runs: list(ref('run')),
    },
    ['version', 'runs'],
  ),
  definitions: {
    propertyBag: {
      type: 'object',
      additionalProperties: true,
      properties: { tags: list(text, true) },
    },
    run: object(
      {
        tool: ref('tool'),
        invocations: list(ref('invocation')),
        columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
        results: list(ref('result')),
      },
      ['tool'],
    ),
    tool: object({ driver: ref('toolComponent') }, ['driver']),
    toolComponent: object(
      {
        name: text,
        version: text,
        semanticVersion: text,
        informationUri: uri,
        rules: list(ref('reportingDescriptor'), true),
      },
      ['name'],
    ),
    reportingDescriptor: object(
      {
        id: text,
        name: text,
        shortDescription: ref('multiformatMessageString'),
        fullDescription: ref('multiformatMessageString'),
        helpUri: uri,
        help: ref('multiformatMessageString'),
        defaultConfiguration: ref('reportingConfiguration'),
      },
      ['id'],
    ),
    reportingDescriptorReference: {
      ...object({ id: text, index }),
      anyOf: [
        { required: ['index'] },
        { required: ['guid'] },
        { required: ['id'] },
      ],
    },
    reportingConfiguration: object({ level }),
    multiformatMessageString: object({ text, markdown: text }, ['text']),
    message: {
      ...object({ text, markdown: text, id: text }),
      anyOf: [{ required: ['text'] }, { required: ['id'] }],
    },
    invocation: object(
      {
        executionSuccessful: { type: 'boolean' },
        toolExecutionNotifications: list(ref('notification')),
      },
      ['executionSuccessful'],
    ),
    notification: object(
      {
        level,
        message: ref('message'),
        locations: list(ref('location'), true),
        associatedRule: ref('reportingDescriptorReference'),
      },
      ['message'],
    ),
    result: object(
      {
        ruleId: text,
        ruleIndex: index,
        kind: {
          enum: [
            'notApplicable',
            'pass',
            'fail',
            'review',
            'open',
            'informational',
          ],
        },
        level,
        message: ref('message'),
        locations: list(ref('location')),
        partialFingerprints: {
          type: 'object',
          additionalProperties: { type: 'string' },
        },
      },
      ['message'],
    ),
    location: object({
      physicalLocation: ref('physicalLocation'),
      logicalLocations: list(ref('logicalLocation'), true),
    }),
    logicalLocation: object({ fullyQualifiedName: text, kind: text }),
    physicalLocation: {
      ...object({
        artifactLocation: ref('artifactLocation'),
        region: ref('region'),
      }),
      anyOf: [{ required: ['address'] }, { required: ['artifactLocation'] }],
    },
    artifactLocation: object({
      uri: { type: 'string', format: 'uri-reference' },
    }),
    region: object({ startLine: atLeastOne, startColumn: atLeastOne }),
  },
};
