import {
  DIMENSIONS,
  LEVEL_NAMES,
  SEVERITIES,
  type Level,
} from '@readiness/backstage-plugin-readiness-common';
import { html, Html } from './html';
import type { Review, ReviewScope } from './ReviewReader';
import {
  acceptedRisk,
  evidenceTable,
  register,
  roadmap,
  unseen,
} from './reviewSections';
import { REVIEW_STYLE } from './reviewStyle';
import {
  dayCell,
  dayOf,
  nameOf,
  levelText,
  percent,
  table,
} from './reviewTables';

const LEVELS: readonly Level[] = ['unverified', 0, 1, 2, 3];

const DIMENSION_TEXT = {
  observability: 'Observability',
  security: 'Security posture',
  cost: 'Cost governance',
  recovery: 'Recovery capability',
} as const;

const STYLE = new Html(`<style>${REVIEW_STYLE}</style>`);

/** What it is about, in words. */
export function scopeTitle({
  entityRef,
  cluster,
  owner,
  system,
}: ReviewScope): string {
  const name = (ref: string) => ref.split('/').pop() as string;
  if (entityRef) return `Service ${name(entityRef)}`;
  if (cluster) return `Cluster ${cluster}`;
  if (owner) return `Services of ${name(owner)}`;
  return system ? `System ${name(system)}` : 'The whole fleet';
}

const figure = (value: number | string, label: string) =>
  html`<div><b>${value}</b>${label}</div>`;

function summary(review: Review): Html {
  const { services, findings, accepted, clusters, plan } = review;
  const open = (severity: string) =>
    findings.filter(finding => finding.severity === severity).length;
  const overdue = findings.filter(
    ({ dueAt }) => dueAt !== undefined && dueAt < review.generatedAt,
  ).length;
  const tasks = plan.weeks.flatMap(week => week.tasks).length;
  return html`<section>
    <h2>1. Summary</h2>
    <div class="figures">
      ${figure(services.length, 'services reviewed')}
      ${SEVERITIES.map(severity => figure(open(severity), `open, ${severity}`))}
      ${figure(overdue, 'overdue')} ${figure(accepted.length, 'accepted risks')}
      ${figure(tasks, 'tasks in four weeks')}
    </div>
    <p>
      In each of four dimensions the question is not “is it configured?” but “is
      it used, and was it tested?”. A service reaches a level only with
      everything of the levels below: Running, Configured, Used, Proven. What
      could not be read is unknown and never counts as passed; where less than
      60 % was seen, the level is Unverified.
    </p>
    ${clusters.length > 0 &&
    table(
      ['Cluster', 'Kubernetes', 'Last scan', 'Level', '#Verified', '#Seen'],
      clusters.map(cluster => [
        cluster.title,
        cluster.version,
        dayCell(cluster.lastScan),
        cluster.level === undefined ? '' : levelText(cluster.level),
        cluster.verified,
        percent(cluster.coverage),
      ]),
    )}
  </section>`;
}

function levels({ services }: Review): Html {
  const count = (
    of: (service: Review['services'][number]) => Level | undefined,
  ) => LEVELS.map(level => services.filter(row => of(row) === level).length);
  return html`<section>
    <h2>2. Levels</h2>
    <h3>Services at each level</h3>
    ${table(
      ['Dimension', ...LEVELS.map(level => `#${levelText(level)}`)],
      [
        ...DIMENSIONS.map(name => [
          DIMENSION_TEXT[name],
          ...count(row => row.dimensions[name]?.level),
        ]),
        ['All four (the lowest counts)', ...count(row => row.level)],
      ],
    )}
    <h3>Each service</h3>
    ${services.length === 0
      ? html`<p>No service has been reviewed yet.</p>`
      : table(
          [
            'Service',
            'Owner',
            '#Tier',
            'Level',
            '#Verified',
            '#Possible',
            '#Seen',
            ...DIMENSIONS.map(name => DIMENSION_TEXT[name].split(' ')[0]),
          ],
          services.map(row => [
            row.title,
            nameOf(row.owner),
            row.tier,
            levelText(row.level),
            row.verified,
            row.potential,
            percent(row.coverage),
            ...DIMENSIONS.map(name => {
              const score = row.dimensions[name];
              return score
                ? `${levelText(score.level)}, ${Math.floor(score.verified)}`
                : '–';
            }),
          ]),
        )}
    <p class="quiet">
      Verified: what was seen and passes, of 100. Possible: the same if all that
      was not seen passed. Figures are those of the register.
    </p>
  </section>`;
}

/**
 * The review as one page to print: no scripts, no references to anything
 * outside, everything in it escaped.
 */
export function reviewDocument(review: Review): string {
  const title = `Readiness review: ${scopeTitle(review.scope)}`;
  return `<!doctype html>\n${html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      ${STYLE}
    </head>
    <body>
      <header>
        <h1>${title}</h1>
        <p class="meta">
          Production readiness as of ${dayOf(review.generatedAt)}, rule set
          ${review.rulesetVersion}. Levels: ${LEVEL_NAMES.join(', ')}.
        </p>
      </header>
      <main>
        ${summary(review)} ${levels(review)} ${register(review)}
        ${roadmap(review)} ${evidenceTable(review)} ${acceptedRisk(review)}
        ${unseen(review)}
      </main>
    </body>
  </html>`.toString()}\n`;
}
