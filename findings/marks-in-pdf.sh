#!/bin/sh
# Chromium 131 (@sparticuz/chromium 131.0.1) prints Vietnamese to PDF; pdftotext (Debian: poppler-utils) and pdf.js 4.10.38 read it.
# Needs Node 20.19, npm, pdftotext and Chromium's libraries (libnss3). Fetches 70 MB.
#
# One would guess that a word drawn from two font files is what a PDF's readers tear apart. Seen instead: such a word stays whole.
# What tears it is a letter that Chromium put together from a base and a mark, although the text had it as one character (U+1EC5):
# pdftotext takes the mark for the end of the word ('Nguye~ n'), pdf.js does not. No warning, and the page looks almost right.
set -eu
command -v pdftotext > /dev/null || { echo 'pdftotext is missing: apt-get install poppler-utils' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TMPDIR="$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @sparticuz/chromium@131.0.1 puppeteer-core@23.10.4 \
  pdfjs-dist@4.10.38 @fontsource/be-vietnam-pro@5.3.0
cat > look.js <<'JS'
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import puppeteer from 'puppeteer-core';

const text = 'Nguyễn mỗi tạm'.normalize('NFC');
const font = 'node_modules/@fontsource/be-vietnam-pro';
const styles = {
  'base and mark, of one file': ['vietnamese-400', 'latin-400'],
  'one glyph, of another file than its neighbours': ['400'],
};
const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(),
  headless: 'shell',
  args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files'],
});
console.log(await browser.version());
const read = {};
for (const [name, css] of Object.entries(styles)) {
  const links = css.map((file) => `<link rel="stylesheet" href="${font}/${file}.css">`).join('');
  writeFileSync('page.html', `<!doctype html><meta charset="utf-8">${links}<p style="font: 40px 'Be Vietnam Pro'">${text}`);
  const page = await browser.newPage();
  await page.goto(`file://${process.cwd()}/page.html`);
  await page.evaluate(() => document.fonts.ready.then(() => 0));
  writeFileSync('page.pdf', await page.pdf());
  const document = await getDocument({ data: new Uint8Array(readFileSync('page.pdf')), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const pdftotext = execFileSync('pdftotext', ['page.pdf', '-'], { encoding: 'utf8' }).trim();
  read[name] = { pdftotext, pdfjs: items.map(({ str }) => str).join('') };
  console.log(name, JSON.stringify(read[name]));
}
await browser.close();
const [marks, files] = Object.values(read);
assert.deepEqual(files, { pdftotext: text, pdfjs: text });
assert.equal(marks.pdfjs.normalize('NFC'), text);
assert.equal(marks.pdftotext.normalize('NFC'), 'Nguyễ n mỗ i tạ m'.normalize('NFC'));
JS
node look.js
echo "Still so."
