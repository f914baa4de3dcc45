import type { Workload } from '@readiness/backstage-plugin-readiness-engine';
import { imageName } from '../imageReference';

/** Last part of an image's path, as databases are commonly published. */
const DATABASE_IMAGES =
  /^(postgres|postgresql|timescaledb|pgvector|mysql|mariadb|percona|mongo|mongodb|redis|valkey|kafka|cassandra|scylla|elasticsearch|opensearch|clickhouse|etcd|cockroach|couchdb|influxdb|neo4j|rabbitmq)(-|_|$)/;

const DATABASE_GROUPS = [
  'postgresql.cnpg.io',
  'kafka.strimzi.io',
  'elasticsearch.k8s.elastic.co',
  'mysql.oracle.com',
  'psmdb.percona.com',
  'rabbitmq.com',
];

/** Whether any of these workloads keeps data in a database. */
export function hasDatabase(workloads: readonly Workload[]): boolean {
  return workloads.some(
    ({ apiGroup, template }) =>
      DATABASE_GROUPS.includes(apiGroup) ||
      template?.containers.some(
        ({ image, role }) =>
          role !== 'init' &&
          image !== undefined &&
          DATABASE_IMAGES.test(imageName(image)),
      ),
  );
}
