import {
  parseSubjectKey,
  SEVERITIES,
  type Finding,
  type Schemas,
  type Task,
} from '@readiness/backstage-plugin-readiness-common';
import { html, type Html } from './html';
import type { Review } from './ReviewReader';
import { dayCell, nameOf, percent, table } from './reviewTables';

/** More rows make a document that nobody prints; the CSV has them all. */
const MAX_FINDINGS = 400;

const counted = (count: number, what: string) =>
  count === 1 ? `1 ${what} is` : `${count} ${what}s are`;

function subjectText(subject: Schemas['Subject']): string {
  const place = [
    subject.type === 'cluster' ? undefined : subject.clusterName,
    subject.type === 'workload' ? subject.namespace : undefined,
  ].filter(Boolean);
  const kind = subject.type === 'entity' ? '' : `${subject.kind} `;
  return `${kind}${subject.name}${
    place.length > 0 ? ` (${place.join('/')})` : ''
  }`;
}

function keyText(key: string): string {
  const subject = parseSubjectKey(key);
  return subject ? subjectText(subject) : key;
}

const whatText = (finding: Finding) =>
  html`${finding.title}<br /><span class="quiet any"
      >${finding.reasons.map(({ message }) => message).join(' ')}</span
    >`;

const whereText = (finding: Finding) =>
  [subjectText(finding.subject), finding.discriminator]
    .filter(Boolean)
    .join(': ');

function stateText({ state, sticky }: Finding): string {
  if (sticky) return 'failing when last seen';
  return state === 'warn' ? 'warning' : 'failing';
}

/** What is open, grouped by how grave it is. */
export function register({ findings, generatedAt }: Review): Html {
  const shown = findings.slice(0, MAX_FINDINGS);
  const left = findings.length - shown.length;
  return html`<section>
    <h2>3. Register</h2>
    ${findings.length === 0 && html`<p>Nothing is open.</p>`}
    ${SEVERITIES.map(severity => {
      const rows = shown.filter(finding => finding.severity === severity);
      if (rows.length === 0) return undefined;
      return html`<h3>
          ${severity[0].toUpperCase()}${severity.slice(1)}: ${rows.length}
        </h3>
        ${table(
          ['Finding', 'Where', 'State', 'Owner', 'Known since', 'Due', 'Fix'],
          rows.map(finding => [
            whatText(finding),
            whereText(finding),
            `${stateText(finding)}${
              finding.mode === 'observe' ? ', observed only' : ''
            }${finding.disputed?.state === 'open' ? ', disputed' : ''}`,
            nameOf(finding.owner),
            dayCell(finding.firstSeen),
            html`${dayCell(finding.dueAt)}${finding.dueAt !== undefined &&
            finding.dueAt < generatedAt &&
            ' overdue'}`,
            finding.remediation.summary,
          ]),
        )}`;
    })}
    ${left > 0 &&
    html`<p>
      ${counted(left, 'more finding')} not printed, less grave or younger; the
      export findings.csv has all of them.
    </p>`}
  </section>`;
}

const TASK_HEADS = [
  'Task',
  'Owner',
  '#Days',
  '#Findings',
  'Status',
  'Due',
  '#Gain',
];

const taskRow = (task: Task) => [
  task.title,
  task.assignee
    ? `${nameOf(task.owner)}: ${nameOf(task.assignee)}`
    : nameOf(task.owner),
  task.effortDays,
  task.findingCount,
  task.status.replaceAll('_', ' '),
  dayCell(task.dueAt),
  task.predictedDelta === undefined ? '' : `+${task.predictedDelta}`,
];

/** Who does what, in which order. */
export function roadmap({ plan }: Review): Html {
  return html`<section>
    <h2>4. Roadmap</h2>
    ${plan.weeks.map(
      week => html`<h3>Week ${week.week}: ${week.theme}</h3>
        <ul>
          ${week.criteria.map(
            ({ text, met, detail }) =>
              html`<li>
                ${met ? 'Reached' : 'Open'}: ${text}${detail && ` (${detail})`}
              </li>`,
          )}
        </ul>
        ${week.tasks.length === 0
          ? html`<p>Nothing of it is due in this week.</p>`
          : table(TASK_HEADS, week.tasks.map(taskRow))}`,
    )}
    ${plan.next.length > 0 &&
    html`<h3>Next, weeks 5 to 12</h3>
      ${table(TASK_HEADS, plan.next.map(taskRow))}`}
    ${plan.later.length > 0 &&
    html`<h3>Later</h3>
      ${table(TASK_HEADS, plan.later.map(taskRow))}`}
    <p class="quiet">
      Gain: points of the verified score by re-scoring with the task done.
    </p>
  </section>`;
}

/** What was tried, and until when it counts. */
export function evidenceTable({ evidence }: Review): Html {
  return html`<section>
    <h2>5. Evidence</h2>
    ${evidence.length === 0
      ? html`<p>No drill or restore has been recorded.</p>`
      : table(
          [
            'What',
            'About',
            'Performed',
            'Outcome',
            'Grade',
            'Counts until',
            'State',
            'Artefacts',
          ],
          evidence.map(record => [
            record.what,
            record.subjects.map(keyText).join(', '),
            html`${dayCell(record.performedAt)}${record.performedBy &&
            html`<br />${record.performedBy}`}${record.attestedBy &&
            html`<br />attested by ${record.attestedBy}`}`,
            record.outcome,
            record.grade,
            dayCell(record.expiresAt),
            record.state,
            html`<span class="any"
              >${record.artefacts.map(({ url }) => url).join(', ')}</span
            >`,
          ]),
        )}
  </section>`;
}

/** Accepted risk: by whom, why, until when. */
export function acceptedRisk({ waivers, accepted }: Review): Html {
  return html`<section>
    <h2>6. Accepted risk</h2>
    ${waivers.length === 0
      ? html`<p>No risk is accepted, and none is asked to be.</p>`
      : table(
          [
            'Risk',
            'Where',
            'Severity',
            'Known since',
            'Why it waits',
            'What keeps it small',
            'Decision',
            'Until',
          ],
          waivers.map(waiver => [
            waiver.title,
            waiver.subject ? subjectText(waiver.subject) : waiver.owner,
            waiver.severity,
            dayCell(waiver.firstSeen),
            waiver.reason,
            waiver.compensatingControl,
            waiver.state === 'approved' && waiver.decision
              ? `accepted by ${waiver.decision.by}`
              : `asked for by ${waiver.requestedBy}, not decided`,
            waiver.expires,
          ]),
        )}
    ${accepted.length > 0 &&
    html`<p>
      ${counted(accepted.length, 'finding')} covered: not in the register above,
      and worth half in the score.
    </p>`}
  </section>`;
}

/** What this review cannot speak about. */
export function unseen({
  unseen: sources,
  notConnected,
  services,
}: Review): Html {
  const partly = services.filter(({ coverage }) => coverage < 1);
  return html`<section>
    <h2>7. What was not seen</h2>
    ${sources.length > 0 &&
    table(
      ['Source', 'Cluster', 'Why', 'What would open it'],
      sources.map(finding => [
        finding.title,
        finding.subject.clusterName ?? finding.subject.name,
        finding.reasons.map(({ message }) => message).join(' '),
        finding.remediation.summary,
      ]),
    )}
    ${notConnected.length > 0 &&
    html`<h3>Not connected</h3>
      ${table(
        ['Check', '#Services'],
        notConnected.map(row => [row.title, row.services]),
      )}`}
    ${partly.length > 0 &&
    html`<h3>Services of which only part was seen</h3>
      ${table(
        ['Service', '#Seen'],
        partly.map(row => [row.title, percent(row.coverage)]),
      )}`}
    ${sources.length + notConnected.length + partly.length === 0 &&
    html`<p>Everything that the checks ask for was read.</p>`}
  </section>`;
}
