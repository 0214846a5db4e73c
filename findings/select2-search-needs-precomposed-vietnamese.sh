#!/usr/bin/env bash
# select2 4.0.13, the list with a search box of many Vietnamese government forms.
# One would guess: its search ignores diacritics ('phuong' finds 'Phường'), so how a letter is encoded makes no difference.
# Behaviour: it strips diacritics letter by letter from a table of precomposed letters. An option that holds a combining mark
# ('ơ' + U+0300, as lists exported from some databases do, or plain NFD) is found neither by its bare letters nor by its own
# name in NFC, while the same option in NFC is found by both. A word without such a letter ('Cửa Nam') still finds it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts select2@4.0.13 jquery@3.5.1 jsdom@26.1.0
cat >try.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { JSDOM } = require('jsdom');
const page = new JSDOM('<!doctype html><body><select id="list"></select>', { runScripts: 'outside-only', pretendToBeVisual: true });
for (const file of ['jquery/dist/jquery.js', 'select2/dist/js/select2.full.js']) page.window.eval(readFileSync(require.resolve(file), 'utf8'));
const list = page.window.jQuery('#list').select2();
const finds = (term, text) => list.data('select2').options.get('matcher')({ term }, { id: '1', text }) !== null;
const nfc = 'Phường Cửa Nam'.normalize('NFC');
const forms = { NFC: nfc, 'half composed': nfc.replace('\u1eddng', '\u01a1\u0300ng'), NFD: nfc.normalize('NFD') };
for (const [form, text] of Object.entries(forms))
  for (const term of ['phuong', 'Phường'.normalize('NFC'), 'Phường'.normalize('NFD')])
    console.log(`${form.padEnd(13)} ${term.normalize('NFC')} (${term === term.normalize('NFC') ? 'NFC' : 'NFD'}): ${finds(term, text) ? 'found' : 'not found'}`);
console.log(`half composed Cửa Nam: ${finds('Cửa Nam', forms['half composed']) ? 'found' : 'not found'}`);
JS
node try.cjs | tee seen
diff seen - <<'SEEN'
NFC           phuong (NFC): found
NFC           Phường (NFC): found
NFC           Phường (NFD): not found
half composed phuong (NFC): not found
half composed Phường (NFC): not found
half composed Phường (NFD): not found
NFD           phuong (NFC): not found
NFD           Phường (NFC): not found
NFD           Phường (NFD): found
half composed Cửa Nam: found
SEEN
