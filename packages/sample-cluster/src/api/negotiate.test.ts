import { type Conversion, negotiate } from './negotiate';

const META = 'g=meta.k8s.io;v=v1';

describe('negotiate', () => {
  const offered: Conversion[] = ['PartialObjectMetadataList', 'Table'];

  it.each<[string | undefined, string | undefined]>([
    [undefined, 'object'],
    ['*/*', 'object'],
    ['application/json', 'object'],
    ['application/json;stream=watch', 'object'],
    [`application/json;as=Table;${META}`, 'Table'],
    [`application/json;as=Table;${META},application/json`, 'Table'],
    [`application/json, application/json;as=Table;${META}`, 'object'],
    [
      `application/vnd.kubernetes.protobuf;as=Table;${META},application/json;as=PartialObjectMetadataList;${META}`,
      'PartialObjectMetadataList',
    ],
    [
      'application/json;as=Table;g=meta.k8s.io;v=v1beta1,application/json',
      'object',
    ],
    [`application/json;as=PartialObjectMetadata;${META}`, undefined],
    ['application/vnd.kubernetes.protobuf', undefined],
    ['text/html', undefined],
    [`application/json;q=0.5,application/json;as=Table;${META};q=0.9`, 'Table'],
    [`application/json;as=Table;${META};q=0,application/json`, 'object'],
  ])('takes %s for %s', (accept, expected) => {
    expect(negotiate(accept, offered)).toBe(expected);
  });
});
