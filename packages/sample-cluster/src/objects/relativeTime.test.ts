import { resolveText, resolveTimes } from './relativeTime';

const NOW = Date.parse('2026-11-22T17:00:00Z');

describe('resolveText', () => {
  it.each([
    ['{{now}}', '2026-11-22T17:00:00Z'],
    ['{{now-26h}}', '2026-11-21T15:00:00Z'],
    ['{{now+30d}}', '2026-12-22T17:00:00Z'],
    ['nightly-{{now-90m|compact}}', 'nightly-20261122153000'],
    ['start {{now-1h|seconds}}', 'start 1795363200'],
  ])('turns %s into %s', (text, expected) => {
    expect(resolveText(text, NOW)).toBe(expected);
  });

  it('leaves the templates of alerts alone', () => {
    const text = '{{ $labels.pod }} since {{nowhere}}';
    expect(resolveText(text, NOW)).toBe(text);
  });
});

describe('resolveTimes', () => {
  it('reaches into lists and objects and keeps everything else', () => {
    expect(
      resolveTimes({ a: ['{{now-1s}}', 1, null], b: { c: true } }, NOW),
    ).toEqual({ a: ['2026-11-22T16:59:59Z', 1, null], b: { c: true } });
  });
});
