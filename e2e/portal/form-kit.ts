import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Which jQuery a page stands on: with the newer one the search of a list does not get the focus by itself. */
export type JQuery = '3.5.1' | '3.6.0';

const jqueries: Record<JQuery, string> = { '3.5.1': 'jquery.js', '3.6.0': 'jquery-3-6.js' };
/** The libraries of the residence portal's forms, from their packages. */
const libraries = new Map([
  ['select2.css', require.resolve('select2/dist/css/select2.css')],
  ['datepicker.css', require.resolve('bootstrap-datepicker/dist/css/bootstrap-datepicker3.css')],
  [jqueries['3.5.1'], require.resolve('jquery/dist/jquery.js')],
  [jqueries['3.6.0'], require.resolve('jquery-3-6/dist/jquery.js')],
  ['select2.js', require.resolve('select2/dist/js/select2.js')],
  ['datepicker.js', require.resolve('bootstrap-datepicker/dist/js/bootstrap-datepicker.js')],
  ['inputmask.js', require.resolve('inputmask/dist/jquery.inputmask.js')],
]);

/** One of the libraries, by the name that pages ask for it; null for anything else. */
export function libraryFile(name: string): { type: string; text: string } | null {
  const file = libraries.get(name);
  if (file === undefined) return null;
  return { type: name.endsWith('.css') ? 'text/css' : 'text/javascript', text: readFileSync(file, 'utf8') };
}

/** What a page loads, in the order in which the libraries need each other. */
export function libraryTags(jquery: JQuery): string {
  const styles = ['select2.css', 'datepicker.css'].map((name) => `<link rel="stylesheet" href="/lib/${name}">`);
  const scripts = [jqueries[jquery], 'select2.js', 'datepicker.js', 'inputmask.js'].map(
    (name) => `<script src="/lib/${name}"></script>`,
  );
  return [...styles, ...scripts].join('');
}

export const row = (label: string, control: string): string =>
  `<div class="row"><label>${label}</label><div>${control}</div></div>`;
export const box = (id: string, more = ''): string => `<input id="${id}" autocomplete="off" ${more}>`;
const optionsOf = (options: Record<string, string>): string =>
  Object.entries(options)
    .map(([value, text]) => `<option value="${value}">${text}</option>`)
    .join('');
/** A list that a library draws, empty at first. */
export const drawnList = (id: string, options: Record<string, string> = {}): string =>
  `<select id="${id}" class="select2"><option value="">-- Chọn --</option>${optionsOf(options)}</select>`;
export const plainList = (id: string, options: Record<string, string>): string =>
  `<select id="${id}">${optionsOf(options)}</select>`;
export const tick = (id: string, words: string, more = 'type="checkbox"'): string =>
  `<div class="row"><input ${more} id="${id}"> <label for="${id}">${words}</label></div>`;
export const radio = (id: string, group: string, words: string, more = ''): string =>
  tick(id, words, `type="radio" name="${group}" ${more}`);

const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

/** Blocks under headings, which the live form numbers or does not. */
export function blocksOf(numbered: boolean, blocks: Record<string, string>): string {
  return Object.entries(blocks)
    .map(([heading, rows], at) => {
      const number = numbered ? `${roman[at]}. ` : '';
      return `<div class="panel"><div class="panel-title">${number}${heading}</div>${rows}</div>`;
    })
    .join('');
}

/** What both forms' scripts need: a message over the page, lists drawn by the library, the portal's way of asking. */
export const kitScript = `
const $id = (id) => $('#' + id);
const say = (text) => {
  const close = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Đóng', onclick: () => sheet.remove() });
  const sheet = Object.assign(document.createElement('div'), { className: 'modal', style: 'position:fixed;top:30%;left:20%;right:20%;background:#fff;border:2px solid #999;padding:20px' });
  sheet.append(Object.assign(document.createElement('p'), { textContent: text }), close);
  document.body.append(sheet);
};
const draw = (list) => $(list).select2({ width: '100%', minimumResultsForSearch: list.id.includes('GENDER') ? Infinity : 0 });
const calendar = (box) => box.datepicker({ format: 'dd/mm/yyyy', forceParse: true, autoclose: true, keyboardNavigation: false });
const exec = async (service, more = {}) => await (await fetch('/portal/util/rest_exec?csrt=0', { method: 'POST', body: JSON.stringify({ service, ...more }) })).json();
const fill = (id, names) => { for (const [at, name] of names.entries()) $id(id).append(new Option(name, String(at + 1).padStart(2, '0'))) };
// Half composed, as the portal sends it: the horn on the letter, the tone after it.
const halfComposed = (text) => text.replace(/Phường/g, 'Phư\\u01a1\\u0300ng');
const listsOfPlaces = (city, village) => {
  setTimeout(async () => fill(city, await (await fetch('/danh-muc/tinh')).json()), 600);
  $id(city).on('change', () => setTimeout(async () => {
    $id(village).find('option:gt(0)').remove();
    fill(village, (await (await fetch('/danh-muc/xa')).json()).map(halfComposed));
  }, 400));
};
const fieldsOf = (form) => Object.fromEntries([...form.querySelectorAll('input[id]:not([type=file]), select[id], textarea[id]')].map((field) => [field.id, field.matches('select') ? (field.value === '' ? '' : field.selectedOptions[0].text) : field.matches('[type=radio], [type=checkbox]') ? String(field.checked) : field.value]));
`;
