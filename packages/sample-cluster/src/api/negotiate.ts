/** What clients may ask for in place of whole objects. */
export const CONVERSIONS = [
  'PartialObjectMetadata',
  'PartialObjectMetadataList',
  'Table',
] as const;

export type Conversion = (typeof CONVERSIONS)[number];
export type Representation = Conversion | 'object';

interface Clause {
  type: string;
  parameters: ReadonlyMap<string, string>;
  quality: number;
}

/**
 * The first representation of an `Accept` header that is offered; undefined
 * where none is. Without a header, whole objects are meant.
 */
export function negotiate(
  accept: string | undefined,
  offered: readonly Conversion[],
): Representation | undefined {
  for (const clause of clausesOf(accept ?? '*/*')) {
    if (!['*/*', 'application/*', 'application/json'].includes(clause.type)) {
      continue;
    }
    const as = clause.parameters.get('as');
    if (as === undefined) return 'object';
    const conversion = offered.find(one => one === as);
    if (
      conversion &&
      clause.parameters.get('g') === 'meta.k8s.io' &&
      clause.parameters.get('v') === 'v1'
    ) {
      return conversion;
    }
  }
  return undefined;
}

/** The clauses of the header, preferred ones first, otherwise as written. */
function clausesOf(accept: string): Clause[] {
  return accept
    .split(',')
    .map(text => {
      const [type, ...rest] = text.split(';').map(part => part.trim());
      const parameters = new Map(
        rest.map(part => {
          const [name, value = ''] = part.split('=');
          return [name, value] as const;
        }),
      );
      return { type, parameters, quality: Number(parameters.get('q') ?? 1) };
    })
    .filter(({ type, quality }) => type !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
