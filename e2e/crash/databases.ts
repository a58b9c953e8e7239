/** Databases of one's own on the PostgreSQL that DATABASE_URL names. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where tests may make databases; undefined: no PostgreSQL here. */
export const serverUrl = process.env.DATABASE_URL;

async function asOperator(text: string): Promise<void> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

export interface OwnDatabase {
  url: string;
  drop(): Promise<void>;
}

export async function createDatabase(): Promise<OwnDatabase> {
  if (!serverUrl) throw new Error('DATABASE_URL is not set: run this through scripts/with-postgres.sh.');
  const name = `gatehouse_${randomBytes(6).toString('hex')}`;
  await asOperator(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asOperator(`drop database ${name} with (force)`) };
}
