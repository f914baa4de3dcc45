import fc from 'fast-check';
import { parseImage } from './imageReference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseImage', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['acme/shop/cart', 'docker.io', 'acme/shop/cart', undefined, undefined],
    ['registry:5000/app', 'registry:5000', 'app', undefined, undefined],
    ['registry:5000/app:5000', 'registry:5000', 'app', '5000', undefined],
    ['localhost/app:1', 'localhost', 'app', '1', undefined],
    ['[2001:db8::1]:5000/app:1', '[2001:db8::1]:5000', 'app', '1', undefined],
    ['Registry/app', 'Registry', 'app', undefined, undefined],
    ['a.b/c__d/e---f_g:1_A.b-c', 'a.b', 'c__d/e---f_g', '1_A.b-c', undefined],
    [`quay.io/a/b@${DIGEST}`, 'quay.io', 'a/b', undefined, DIGEST],
    [`ghcr.io/a/b:1.8.2@${DIGEST}`, 'ghcr.io', 'a/b', '1.8.2', DIGEST],
  ])('%s', (image, registry, repository, tag, digest) => {
    expect(parseImage(image)).toEqual({ registry, repository, tag, digest });
  });

  it.each([
    undefined,
    '',
    'a b',
    '${IMAGE}',
    'app:${VERSION}',
    'app:',
    'app@sha256:abc',
    'ghcr.io/Acme/app',
    'ghcr.io/',
    '-host.io/app',
    'app_/x',
    `app:${'1'.repeat(129)}`,
  ])('is nothing for %p', image => expect(parseImage(image)).toBeUndefined());

  it('finds the parts that a reference was made of', () => {
    const name = fc.stringMatching(/^[a-z0-9]+([._-][a-z0-9]+)?$/);
    const parts = fc.record({
      registry: fc.constantFrom('registry:5000', 'ghcr.io', 'localhost'),
      path: fc.array(name, { minLength: 1, maxLength: 4 }),
      tag: fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/)),
      digest: fc.option(fc.constant(DIGEST)),
    });
    fc.assert(
      fc.property(parts, ({ registry, path, tag, digest }) => {
        const repository = path.join('/');
        const image = `${registry}/${repository}${tag ? `:${tag}` : ''}${
          digest ? `@${digest}` : ''
        }`;
        expect(parseImage(image)).toEqual({
          registry,
          repository,
          tag: tag ?? undefined,
          digest: digest ?? undefined,
        });
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it.each(['a', 'a-', 'a_', '-', 'a/', 'a.', 'a:', 'A-'])(
    'takes no longer for much of %p',
    part => {
      const start = performance.now();
      parseImage(`${part.repeat(50_000)}!`);
      parseImage(`ghcr.io/app:1@${part.repeat(50_000)}!`);
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});
