import fc from 'fast-check';
import { matchesSelector } from './matchesSelector';
import { parseLabelSelector } from './parseLabelSelector';

function matches(selector: string, labels: Record<string, string>): boolean {
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) throw new Error(parsed.message);
  return matchesSelector(parsed.selector, labels);
}

describe('parseLabelSelector', () => {
  it.each([
    ['app=cart', { app: 'cart' }, true],
    ['app==cart', { app: 'cart' }, true],
    [' app = cart ', { app: 'cart' }, true],
    ['app!=cart', { app: 'shop' }, true],
    ['app!=cart', {}, true],
    ['app=', { app: '' }, true],
    ['app=cart,tier in (web, api)', { app: 'cart', tier: 'api' }, true],
    ['app=cart,tier in (web,api)', { app: 'cart', tier: 'db' }, false],
    ['tier notin (db)', { tier: 'db' }, false],
    ['tier notin(db)', { tier: 'web' }, true],
    ['app', { app: 'x' }, true],
    ['!app', { app: 'x' }, false],
    ['!app', {}, true],
    ['app.kubernetes.io/name=cart', { 'app.kubernetes.io/name': 'cart' }, true],
  ])('%s on %j is %s', (selector, labels, expected) => {
    expect(matches(selector, labels as Record<string, string>)).toBe(expected);
  });

  it.each([
    '',
    '   ',
    'app=cart,',
    ',app=cart',
    'app in cart',
    'app in (a',
    'app in (a))',
    '=cart',
    'app===cart',
    'app=a b',
    'app=a/b',
    'Ünï=x',
    'app in (a b)',
    '-app=x',
    'app=cart;tier=web',
  ])('refuses "%s" with a message', selector => {
    const parsed = parseLabelSelector(selector);
    expect(parsed).toEqual({ ok: false, message: expect.any(String) });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(typeof parseLabelSelector(text).ok).toBe('boolean');
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
