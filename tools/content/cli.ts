import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newKeys, packContent } from '../../main/content/pack.ts';
import { type ContentFiles, contentFaults, joinContent } from '../../shared/catalogue/content.ts';
import { today } from '../../shared/day.ts';
import { driftReport } from './drift.ts';
import { lawPage } from './law-page.ts';
import { lawReport } from './law-report.ts';
import { report } from './list.ts';
import { readContentFiles } from './read-content.ts';

const usage = `npm run content [-- command]: what the kiosk says, and packs of it
  (none)                             list all services with what is expired, uncertain or long unchecked
  law [--out FILE.html]              the acts that statements stand on, what ended, and what a lawyer must read; --out: all
                                     of it as a page to print
  export DIR                         copy the content to DIR, to change it there
  key DIR                            make a pair of keys in DIR; the public one goes into terminal.json
  pack --from DIR --key FILE --out FILE
                                     check the content in DIR and sign it into a pack
  --facts ADDRESS                    with none: where the portal is not as its profile says, by the facts of this hub
                                     (the address that a kiosk or a hub prints at its start)
  --from DIR                         with none, or law: the content in DIR instead of the bundled one
  --help                             this text
`;

/** Said in one sentence, without a stack. */
class Wrong extends Error {}

function filesOf(from: string | undefined): ContentFiles {
  if (from === undefined) return readContentFiles();
  const folder = resolve(from);
  if (!existsSync(join(folder, 'catalogue/index.json'))) {
    throw new Wrong(`${folder} holds no content: make a copy with 'npm run content -- export ${from}'`);
  }
  return readContentFiles(folder);
}

function soundFilesOf(from: string | undefined): ContentFiles {
  const files = filesOf(from);
  const faults = contentFaults(files);
  if (faults.length > 0) throw new Wrong(`${faults.join('\n')}\n${faults.length} fault(s): nothing was done`);
  return files;
}

function writeNew(file: string, text: string, mode: number): void {
  if (existsSync(file)) throw new Wrong(`${file} is there already and is left as it is`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
}

const commands: Record<string, (target: string | undefined, options: Options) => void | Promise<void>> = {
  async list(_target, { from, facts }) {
    const files = soundFilesOf(from);
    process.stdout.write(report(joinContent(files), today(Date.now())));
    process.stdout.write(facts === undefined ? noHub : await driftOf(facts));
  },
  law(_target, { from, out }) {
    const content = joinContent(soundFilesOf(from));
    const day = today(Date.now());
    process.stdout.write(lawReport(content, day));
    if (out === undefined) return;
    mkdirSync(dirname(resolve(out)), { recursive: true });
    writeFileSync(out, lawPage(content, day));
    process.stdout.write(`A page to print: ${resolve(out)}\n`);
  },
  export(target) {
    if (target === undefined) throw new Wrong('export needs a folder');
    const files = readContentFiles();
    for (const [path, text] of Object.entries(files)) writeNew(join(target, path), text, 0o644);
    process.stdout.write(
      `${Object.keys(files).length} files in ${resolve(target)}. Raise "version" in catalogue/index.json.\n`,
    );
  },
  key(target) {
    if (target === undefined) throw new Wrong('key needs a folder');
    const { privateKey, publicKey } = newKeys();
    const file = join(target, 'content-private-key.pem');
    writeNew(file, privateKey, 0o600);
    writeNew(join(target, 'content-public-key.txt'), `${publicKey}\n`, 0o644);
    process.stdout.write(
      `Private key, for whoever packs and nobody else: ${resolve(file)}\nIn each terminal.json: "content": { "publicKey": "${publicKey}" }\n`,
    );
  },
  pack(_target, { from, key, out }) {
    if (from === undefined || key === undefined || out === undefined) {
      throw new Wrong(`pack needs --from, --key and --out\n${usage}`);
    }
    const files = soundFilesOf(from);
    const { version } = joinContent(files).catalogue;
    mkdirSync(dirname(resolve(out)), { recursive: true });
    writeFileSync(out, packContent(files, version, readPrivateKey(key)));
    process.stdout.write(
      `Version ${version}, ${Object.keys(files).length} files, signed: ${resolve(out)}\nPut it into the folder content/ of each kiosk's data folder; it is shown after the next start.\n`,
    );
  },
};

const noHub = "Drift of the portal: name a hub, 'npm run content -- --facts ADDRESS'.\n";

async function driftOf(address: string): Promise<string> {
  if (!URL.canParse(address))
    throw new Wrong(`'${address}' is no address; a kiosk prints one at its start: Facts: http...`);
  try {
    return await driftReport(address);
  } catch (error) {
    throw new Wrong(`The facts cannot be read from there: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readPrivateKey(file: string) {
  try {
    return createPrivateKey(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Wrong(`${file} is not a private key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

type Options = ReturnType<typeof options>['values'];
function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        facts: { type: 'string' },
        key: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Wrong(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

try {
  const { values, positionals } = options();
  const [name = 'list', target] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (values.help) process.stdout.write(usage);
  else if (command === undefined) throw new Wrong(`There is no command '${name}'.\n${usage}`);
  else await command(target, values);
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
