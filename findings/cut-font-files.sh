#!/bin/sh
# @fontsource/be-vietnam-pro 5.3.0 (Google's files), shaped by HarfBuzz (harfbuzzjs 1.6.4), as browsers do. Needs Node 20.19 and npm.
#
# One would guess that a file without U+1EC5 (the e of Nguyen) passes that letter on to the next file of the family, and that the file
# called 'vietnamese' can write Vietnamese. Seen instead:
# 1. `latin-400.css` and `vietnamese-400.css` say no unicode-range; only `400.css` does. Imported one after the other, the last
#    one is asked for every letter first.
# 2. The latin file has no U+1EC5, and still no letter is missing: HarfBuzz takes it apart, finds e with circumflex and the tilde, and
#    puts the tilde INTO the circumflex, where the foundry's own anchor is. Only the one-piece glyph has it lifted. Nothing falls back.
# 3. The vietnamese file has it as one glyph, and has no plain e: a word always takes two files.
# 4. Decomposed (NFD: e, U+0302, U+0303; macOS file names, some keyboards) no file and no order of files draws it: U+0302, U+0306
#    and U+031B are in none of them, nor in any unicode-range of 400.css.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  @fontsource/be-vietnam-pro@5.3.0 harfbuzzjs@1.6.4 wawoff2@2.0.1
cat > look.js <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as hb from 'harfbuzzjs';

const { decompress } = createRequire(import.meta.url)('wawoff2');
const home = 'node_modules/@fontsource/be-vietnam-pro';
const css = (name) => readFileSync(`${home}/${name}.css`, 'utf8');
const ranges = (name) => [...css(name).matchAll(/unicode-range/g)].length;
const seen = (what, is) => console.log(`${what}: ${JSON.stringify(is)}`);

seen('unicode-range in latin-400.css, vietnamese-400.css, 400.css', ['latin-400', 'vietnamese-400', '400'].map(ranges));
assert.deepEqual(['latin-400', 'vietnamese-400', '400'].map(ranges), [0, 0, 3]);

const open = async (subset) => {
  const woff2 = readFileSync(`${home}/files/be-vietnam-pro-${subset}-400-normal.woff2`);
  const face = new hb.Face(new hb.Blob(Uint8Array.from(await decompress(woff2)).buffer));
  return { font: new hb.Font(face), has: new Set(face.collectUnicodes()) };
};
const files = { latin: await open('latin'), 'latin-ext': await open('latin-ext'), vietnamese: await open('vietnamese') };
/** Each glyph and the lowest and highest point of its ink, font units; glyph 0 is 'no such letter'. */
const shape = ({ font }, text) => {
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  hb.shape(font, buffer);
  const places = buffer.getGlyphPositions();
  return buffer.getGlyphInfos().map(({ codepoint: glyph }, index) => {
    const box = font.glyphExtents(glyph);
    const up = places[index].yOffset;
    return { glyph, from: up + box.yBearing + box.height, to: up + box.yBearing };
  });
};

const [nfc, nfd] = ['\u1ec5', 'e\u0302\u0303'];
seen('latin file has U+1EC5', files.latin.has.has(0x1ec5));
const [base, tilde, ...more] = shape(files.latin, nfc);
seen('latin file shapes U+1EC5 as', [base, tilde, ...more]);
assert.equal(files.latin.has.has(0x1ec5), false);
assert.equal(more.length, 0);
assert.ok(base.glyph !== 0 && tilde.glyph !== 0, 'nothing is missing, so nothing falls back');
seen('the tilde begins under the top of the circumflex by, units of 1000', base.to - tilde.from);
assert.ok(base.to - tilde.from > 0, 'the tilde lies in the circumflex');

const whole = shape(files.vietnamese, nfc);
seen('vietnamese file shapes it as', whole);
assert.equal(whole.length, 1);
seen('vietnamese file has a plain e', files.vietnamese.has.has(0x65));
assert.equal(files.vietnamese.has.has(0x65), false);

for (const mark of [0x302, 0x306, 0x31b]) {
  const name = `U+0${mark.toString(16).toUpperCase()}`;
  const inFiles = Object.values(files).map(({ has }) => has.has(mark));
  seen(`${name} in latin, latin-ext, vietnamese`, inFiles);
  assert.deepEqual(inFiles, [false, false, false]);
  const inRange = [...css('400').matchAll(/U\+0300-0301|U\+0303-0304|U\+0308-0309|U\+030[0-9]/g)].map(([range]) => range);
  assert.ok(!inRange.includes(name));
}
seen('NFD in the vietnamese file', shape(files.vietnamese, nfd));
assert.ok(shape(files.vietnamese, nfd).some(({ glyph }) => glyph === 0));
JS
node look.js
echo "Still so."
