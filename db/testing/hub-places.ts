import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import knex from 'knex';
import { inject } from 'vitest';
import type { HubPlace } from '../hub/store.ts';
import { temporaryFolder } from './temporary.ts';

/** The engines that a hub runs on: what holds for one holds for the other. */
export const engines = ['SQLite', 'PostgreSQL'] as const;

/** An empty place for a hub's facts on this engine. */
export async function freshPlace(engine: (typeof engines)[number]): Promise<HubPlace> {
  if (engine === 'SQLite') return { file: join(temporaryFolder(), 'hub.sqlite') };
  return await placeOnServer(inject('postgres'));
}

/** An empty database of a server whose socket lies in this folder. */
export async function placeOnServer(folder: string): Promise<{ url: string }> {
  const name = `hub_${randomBytes(6).toString('hex')}`;
  const at = (database: string): string => `postgres://hub@${encodeURIComponent(folder)}/${database}`;
  const server = knex({ client: 'pg', connection: at('postgres'), pool: { min: 0, max: 1 } });
  await server.raw('CREATE DATABASE ??', [name]);
  await server.destroy();
  return { url: at(name) };
}
