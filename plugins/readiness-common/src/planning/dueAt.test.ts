import { dueAt, type DueAtInput } from './dueAt';

const DAY = 86_400_000;
const PUBLISHED = Date.parse('2026-01-01T00:00:00Z');
const LATER = PUBLISHED + 100 * DAY;

const days = (overrides: Partial<DueAtInput>) => {
  const firstSeen = overrides.firstSeen ?? LATER;
  const due = dueAt({
    severity: 'high',
    tier: 1,
    environment: 'prod',
    publishedAt: PUBLISHED,
    regressions: 0,
    ...overrides,
    firstSeen,
  });
  return due === undefined ? undefined : (due - firstSeen) / DAY;
};

describe('dueAt', () => {
  it.each([
    ['critical', 7, 14, 30],
    ['high', 30, 45, 90],
    ['medium', 90, 120, 180],
    ['low', 180, undefined, undefined],
  ] as const)('gives %s findings their time', (severity, one, two, rest) => {
    expect(days({ severity, tier: 1 })).toBe(one);
    expect(days({ severity, tier: 2 })).toBe(two);
    expect(days({ severity, tier: 3 })).toBe(rest);
    expect(days({ severity, tier: 1, environment: 'staging' })).toBe(rest);
  });

  it('gives exposure criticals of tier 1 in prod 48 hours', () => {
    const exposed = { severity: 'critical', exposureClass: true } as const;
    expect(days({ ...exposed })).toBe(2);
    expect(days({ ...exposed, tier: 2 })).toBe(14);
    expect(days({ ...exposed, severity: 'high' })).toBe(30);
  });

  it('starts when results are published, not at the first scan', () => {
    const firstSeen = PUBLISHED - 50 * DAY;
    expect(days({ firstSeen })).toBe(80);
    expect(days({ publishedAt: undefined })).toBeUndefined();
  });

  it('leaves 14 days after publication to all but exposure criticals', () => {
    const critical = { severity: 'critical', firstSeen: PUBLISHED } as const;
    expect(days(critical)).toBe(14);
    expect(days({ ...critical, exposureClass: true })).toBe(2);
  });

  it('gives what came back half the time from then', () => {
    expect(days({ regressions: 1, reopenedAt: LATER + 10 * DAY })).toBe(25);
  });
});
