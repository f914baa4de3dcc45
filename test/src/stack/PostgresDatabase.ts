import { randomBytes } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';

/** A database of its own on the PostgreSQL server of the tests. */
export class PostgresDatabase {
  /** @param serverUrl - of a database on the server whose account may create others */
  static async create(serverUrl: string): Promise<PostgresDatabase> {
    const name = `readiness_${randomBytes(6).toString('hex')}`;
    const admin = knexFactory({ client: 'pg', connection: serverUrl });
    await admin.raw('create database ??', [name]);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return new PostgresDatabase(admin, name, url.href);
  }

  readonly #admin: Knex;
  readonly #name: string;
  readonly url: string;
  /** Looks into what the backends wrote. */
  readonly knex: Knex;

  private constructor(admin: Knex, name: string, url: string) {
    this.#admin = admin;
    this.#name = name;
    this.url = url;
    this.knex = knexFactory({
      client: 'pg',
      connection: url,
      searchPath: ['readiness'],
    });
  }

  async dispose(): Promise<void> {
    await this.knex.destroy();
    await this.#admin.raw('drop database if exists ?? with (force)', [
      this.#name,
    ]);
    await this.#admin.destroy();
  }
}
