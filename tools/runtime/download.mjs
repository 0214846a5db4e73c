import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../processes.mjs';
import { Stop } from '../progress.mjs';

/** @param {string} file @returns {Promise<string>} as npm writes it: sha512-<base64> */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * Fetches a package's archive into `file`, verified against `integrity`, from the registry that npm uses here.
 * @param {{ name: string, integrity: string, file: string, report: (text: string) => void }} wanted
 */
export async function fetchPackage({ name, integrity, file, report }) {
  if (existsSync(file) && (await integrityOf(file)) === integrity) return;
  mkdirSync(dirname(file), { recursive: true });
  const viewed = await run('npm', ['view', name, 'dist.tarball', '--loglevel=error'], { quiet: true });
  const url = viewed.output.trim().split('\n').at(-1) ?? '';
  if (url.startsWith('http') && (await download({ url, integrity, file, report }))) return;
  report('asking npm for it');
  await packWithNpm(name, file);
  if ((await integrityOf(file)) === integrity) return;
  rmSync(file);
  throw new Stop(`${name} does not have the expected content; it was not used. Please check the package registry.`);
}

/**
 * Fetches what must have this content. What an earlier try left in `<file>.part` is continued; bytes that turn out wrong
 * are thrown away.
 * @param {{ url: string, integrity: string, file: string, report: (text: string) => void, tries?: number }} wanted
 * @returns {Promise<boolean>} false: three tries did not bring it; what came stays in `<file>.part`
 */
export async function download({ url, integrity, file, report, tries = 3 }) {
  const part = `${file}.part`;
  for (let left = tries; left > 0; left -= 1) {
    try {
      await continueDownload(url, part, report);
      if ((await integrityOf(part)) === integrity) {
        renameSync(part, file);
        return true;
      }
      rmSync(part);
    } catch (error) {
      report(`interrupted (${error instanceof Error ? error.message : String(error)}), trying again`);
    }
  }
  return false;
}

/** @param {string} url @param {string} part @param {(text: string) => void} report @returns {Promise<void>} */
function continueDownload(url, part, report) {
  const have = existsSync(part) ? statSync(part).size : 0;
  const get = url.startsWith('https:') ? getSecure : getPlain;
  return new Promise((done, fail) => {
    const request = get(url, { headers: have > 0 ? { Range: `bytes=${have}-` } : {}, timeout: 30_000 }, (answer) => {
      const { statusCode = 0, headers } = answer;
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
        answer.resume();
        continueDownload(new URL(headers.location, url).href, part, report).then(done, fail);
        return;
      }
      if (statusCode === 416) {
        answer.resume();
        done();
        return;
      }
      if (statusCode !== 200 && statusCode !== 206) {
        answer.resume();
        fail(new Error(`status ${statusCode}`));
        return;
      }
      const resumed = statusCode === 206;
      let received = resumed ? have : 0;
      const total = received + Number(headers['content-length'] ?? 0);
      answer.on('data', (chunk) => {
        received += chunk.length;
        report(`${Math.round(received / 1e6)} of ${Math.round(total / 1e6)} MB${resumed ? ', continued' : ''}`);
      });
      pipeline(answer, createWriteStream(part, { flags: resumed ? 'a' : 'w' })).then(done, fail);
    });
    request.on('timeout', () => request.destroy(new Error('no data for 30 s')));
    request.on('error', fail);
  });
}

/** @param {string} name @param {string} file */
async function packWithNpm(name, file) {
  const folder = `${file}.npm`;
  mkdirSync(folder, { recursive: true });
  const packed = await run('npm', ['pack', name, '--pack-destination', folder, '--loglevel=error'], { quiet: true });
  const archive = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  if (packed.code !== 0 || archive === undefined)
    throw new Stop(`${name} could not be fetched:\n${packed.output.slice(-1000)}`);
  renameSync(join(folder, archive), file);
  rmSync(folder, { recursive: true });
}
