import type { Knex } from 'knex';

/** Names of what a terminal keeps about itself. */
export type SettingName = 'dev' | 'closed-cleanly' | 'push-limit-bytes' | 'enrolment' | 'clock-offset';

/** Small things a terminal must remember about itself, by name. */
export interface Settings {
  read(name: SettingName): Promise<string | null>;
  write(name: SettingName, value: string): Promise<void>;
}

export function openSettings(database: Knex): Settings {
  return {
    async read(name) {
      const row: { value: string } | undefined = await database('setting').where({ name }).first('value');
      return row?.value ?? null;
    },
    async write(name, value) {
      await database('setting').insert({ name, value }).onConflict('name').merge();
    },
  };
}
