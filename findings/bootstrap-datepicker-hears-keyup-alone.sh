#!/usr/bin/env bash
# bootstrap-datepicker 1.9.0, the date box of many Vietnamese government forms.
# One would guess: a date that is put into the box, with the events that a browser fires for typed, pasted or filled-in text
# (input, then change), is the picker's date.
# Behaviour: it listens for keyup alone. After input and change, even with keydown and blur, the box shows the day while
# getDate() is null; the same text with one keyup, of any key, is taken. So screen keyboards, autofill and input methods that
# fire no keyup lose the date as soon as the picker writes its own value back.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts bootstrap-datepicker@1.9.0 jquery@3.5.1 jsdom@26.1.0
cat >try.cjs <<'JS'
const { readFileSync } = require('node:fs');
const { JSDOM } = require('jsdom');
for (const events of [['input', 'change'], ['keydown', 'input', 'change', 'blur'], ['input', 'keyup', 'change']]) {
  const page = new JSDOM('<!doctype html><body><input id="day">', { runScripts: 'outside-only', pretendToBeVisual: true });
  for (const file of ['jquery/dist/jquery.js', 'bootstrap-datepicker/dist/js/bootstrap-datepicker.js']) page.window.eval(readFileSync(require.resolve(file), 'utf8'));
  const box = page.window.jQuery('#day').datepicker({ format: 'dd/mm/yyyy' });
  box[0].focus();
  box[0].value = '02/09/1945';
  for (const event of events) box[0].dispatchEvent(new page.window.Event(event, { bubbles: true }));
  const date = box.datepicker('getDate');
  console.log(`${events.join(' ')}: box ${box.val()}, getDate() ${date === null ? 'null' : `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`}`);
}
JS
node try.cjs | tee seen
diff seen - <<'SEEN'
input change: box 02/09/1945, getDate() null
keydown input change blur: box 02/09/1945, getDate() null
input keyup change: box 02/09/1945, getDate() 1945-9-2
SEEN
