import {
  parseSubjectKey,
  type Schemas,
} from '@readiness/backstage-plugin-readiness-common';

/** "Deployment checkout (prod-eu/shop)": what a person calls the subject. */
export function subjectText(subject: Schemas['Subject']): string {
  const place = [
    subject.type === 'cluster' ? undefined : subject.clusterName,
    subject.type === 'workload' ? subject.namespace : undefined,
  ].filter(Boolean);
  const name =
    subject.type === 'cluster'
      ? subject.clusterName ?? subject.name
      : subject.name;
  const kind = subject.type === 'entity' ? '' : `${subject.kind} `;
  return `${kind}${name}${place.length > 0 ? ` (${place.join('/')})` : ''}`;
}

/** The same for a subject key; other text stays as it is. */
export function keyText(key: string): string {
  const subject = parseSubjectKey(key);
  return subject ? subjectText(subject) : key;
}
