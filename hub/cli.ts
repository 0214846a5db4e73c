import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { certificate } from './commands/certificate.ts';
import { type Options, Refused, type Surroundings } from './commands/command.ts';
import { backup, restore, verify } from './commands/copies.ts';
import { devices, enrol, events, revoke, rotate } from './commands/devices.ts';
import { forget, publish } from './commands/handing-down.ts';
import { importFacts } from './commands/import-facts.ts';
import { reproject } from './commands/reproject.ts';
import { serve } from './commands/serve.ts';
import { units, users } from './commands/users.ts';
import { openHubLog } from './faults/hub-log.ts';

const usage = `npm run hub [-- command] [options]: collects the facts of terminals
  (none)         run it
  certificate    make a certificate for --for NAME[,NAME...] and the authority that terminals believe; again: renew it
  enrol          print a one-time code for one terminal, perhaps for --unit ID, or in place of --replaces DEVICE;
                 with --relay for the hub of a hall that passes its facts on to this one
  devices        list the terminals: status, fingerprint, when they were last heard of
  events         what happened to terminals: enrolled, refused, revoked, forked
  revoke DEVICE  refuse this terminal from now on
  rotate DEVICE  ask this terminal for a new key
  users          list the accounts; users add NAME ROLE [--unit ID], users disable NAME, users password NAME
  units          list the offices with their devices and accounts
  publish PACK   hand a content pack down to all terminals
  forget MONTH   destroy the key of a month (2026-11): what was written in it can be read by nobody any more
  verify         compute every hash anew and name each fact that was changed or is missing; 1 when there is one
  import FILE    take the facts that a terminal exported to a file; 1 when something in it was refused
  reproject      look again at facts that were not understood when they came, with what this version understands
  backup         copy the whole database to --out while the hub runs, and verify the copy
  restore        put the copy --from FILE in the place of a stopped hub's database

  --data DIR     folder of the hub's database, keys and certificates (default ~/.local/share/tiep-dan-hub)
  --port N       port to listen on (default 8420)
  --host H       address to listen on (default 127.0.0.1)
  --upstream URL pass facts on to the city's hub there; the hall is served while it is away as well
  --upstream-ca F  believe only this authority (PEM) about the city's hub
  --join CODE    the code that lets this hub in there, the first time (enrol --relay at the city's)
  --papers       take papers from residents' telephones as well, for kiosks that are set to it
  --minutes N    with enrol: how long the code holds (default 15)
  --help         this text

Facts are kept in a SQLite file in --data; with HUB_DATABASE_URL=postgres://... in the environment, in PostgreSQL.
`;

/** Each returns the exit code, unless it is ended before. */
const commands: Record<string, (around: Surroundings) => Promise<number>> = {
  serve,
  certificate,
  enrol,
  devices,
  events,
  revoke,
  rotate,
  verify,
  backup,
  restore,
  users,
  units,
  publish,
  forget,
  import: importFacts,
  reproject,
};
/** How many words may follow a command. */
const wordsAfter: Record<string, number> = { revoke: 1, rotate: 1, publish: 1, forget: 1, import: 1, users: 3 };

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8420' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: join(homedir(), '.local/share/tiep-dan-hub') },
      out: { type: 'string' },
      from: { type: 'string' },
      for: { type: 'string' },
      unit: { type: 'string' },
      replaces: { type: 'string' },
      minutes: { type: 'string' },
      relay: { type: 'boolean', default: false },
      upstream: { type: 'string' },
      'upstream-ca': { type: 'string' },
      join: { type: 'string' },
      papers: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(usage);
  else process.exitCode = await run(positionals, values);
} catch (error) {
  const typed = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (typed || error instanceof Refused) {
    process.stderr.write(typed ? `${error.message}\n${usage}` : `${error.message}\n`);
    process.exitCode = 64;
  } else {
    // What Node would print of it holds whatever the database put into its error.
    openHubLog().error({ error }, 'the command failed');
    // At once: its database may be open yet, and would keep the process alive.
    process.exit(1);
  }
}

async function run(positionals: string[], { data, ...options }: Options & { data: string }): Promise<number> {
  const [name = 'serve', ...words] = positionals;
  const command = commands[name];
  if (command === undefined || words.length > (wordsAfter[name] ?? 0)) {
    throw new Refused(`There is no command '${positionals.join(' ')}'.\n${usage.trimEnd()}`);
  }
  const url = process.env.HUB_DATABASE_URL;
  return await command({
    folder: data,
    place: url === undefined || url === '' ? { file: join(data, 'hub.sqlite') } : { url },
    options,
    words,
    say: (line) => process.stdout.write(`${line}\n`),
  });
}
