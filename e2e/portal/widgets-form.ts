import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escaped, page } from './page.ts';

const require = createRequire(import.meta.url);
/** In the order in which the page asks for them. */
const libraries = new Map([
  ['select2.css', require.resolve('select2/dist/css/select2.css')],
  ['datepicker.css', require.resolve('bootstrap-datepicker/dist/css/bootstrap-datepicker3.css')],
  ['jquery.js', require.resolve('jquery/dist/jquery.js')],
  ['select2.js', require.resolve('select2/dist/js/select2.js')],
  ['datepicker.js', require.resolve('bootstrap-datepicker/dist/js/bootstrap-datepicker.js')],
  ['inputmask.js', require.resolve('inputmask/dist/jquery.inputmask.js')],
]);
const named = (ending: string): string[] => [...libraries.keys()].filter((name) => name.endsWith(ending));

/** One of the libraries that the form stands on, from its package; null for anything else. */
export function libraryFile(name: string): { type: string; text: string } | null {
  const file = libraries.get(name);
  if (file === undefined) return null;
  return { type: name.endsWith('.css') ? 'text/css' : 'text/javascript', text: readFileSync(file, 'utf8') };
}

/**
 * The residence portal's form for temporary residence as first-hand notes of autumn 2026 describe it: its ids, its labels,
 * its widgets. What no source tells may be either way: `numbered` headings, a `mask` on the date of birth.
 */
export interface FormVariant {
  numbered: boolean;
  mask: boolean;
  /** How the window to pay in comes: opened empty at once and led on later, opened later, or a form posted into it. */
  opens: 'early' | 'late' | 'post';
}

export function widgetsForm({ numbered, mask, opens }: FormVariant): string {
  let count = 0;
  const block = (heading: string, rows: string): string => {
    count += 1;
    return `<div class="panel"><div class="panel-title">${numbered ? `${['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'][count - 1]}. ` : ''}${heading}</div>${rows}</div>`;
  };
  const row = (label: string, control: string): string =>
    `<div class="row"><label>${label}</label><div>${control}</div></div>`;
  const box = (id: string, more = ''): string => `<input id="${id}" autocomplete="off" ${more}>`;
  const list = (id: string, ...options: string[]): string =>
    `<select id="${id}" class="select2"><option value="">-- Chọn --</option>${options.map((text, index) => `<option value="${index + 1}">${text}</option>`).join('')}</select>`;
  const tick = (id: string, words: string, more = 'type="checkbox"'): string =>
    `<div class="row"><input ${more} id="${id}"> <label for="${id}">${words}</label></div>`;
  return page(
    'Cổng dịch vụ công quản lý cư trú',
    `${named('.css')
      .map((name) => `<link rel="stylesheet" href="/lib/${name}">`)
      .join('')}
<div class="page-header">Tra cứu hồ sơ</div>
<form id="Modal_New_DKTT" onsubmit="return false">
${block(
  'CƠ QUAN THỰC HIỆN',
  row('Tỉnh/Thành phố (*)', list('cboRECEIVE_ADDR_CITY_CODE')) +
    row('Xã/Phường (*)', list('cboRECEIVE_ADDR_VILLAGE_CODE')) +
    row('Cơ quan thực hiện', box('txtRECEIVE_ORG_ADDRESS', 'disabled')),
)}
${block(
  'THỦ TỤC HÀNH CHÍNH YÊU CẦU',
  row('Trường hợp (*)', list('cboBPROC_CASE_CODE', 'Đăng ký tạm trú (nhân khẩu, hộ)')),
)}
${block(
  'THÔNG TIN NGƯỜI ĐỀ NGHỊ ĐĂNG KÝ TẠM TRÚ',
  tick('chkIS_REPORTER', 'Người khai thông tin là người Đăng ký tạm trú', 'type="radio" name="radIsChangePerson"') +
    tick('chkIS_NOT_CHANGED_PERSON', 'Khai hộ', 'type="radio" name="radIsChangePerson"') +
    row('Họ tên (*)', box('txtFULLNAME')) +
    row('Ngày sinh (*)', box('txtDOB')) +
    row('Giới tính', list('cboGENDER_CODE', 'Chưa có thông tin', 'Nam', 'Nữ', 'Khác')) +
    row('Số ĐDCN (CCCD) (*)', box('txtIDENTIFIER_NUMBER', 'maxlength="12"')) +
    row('SĐT liên hệ', box('txtPHONE_NUMBER')) +
    row('Email', box('txtEMAIL')),
)}
${block(
  'THÔNG TIN ĐỀ NGHỊ ĐĂNG KÝ TẠM TRÚ',
  row('Địa chỉ đăng ký tạm trú (*)', box('txtSUGGEST_ADDRESS')) +
    row('Thời hạn tạm trú đề nghị từ ngày', box('txtTEMP_RESIDENT_FROM')) +
    row('đến ngày', box('txtTEMP_RESIDENT_TO')) +
    row('Họ tên chủ hộ tạm trú', box('txtHH_PERSON_FULLNAME')),
)}
${block('TRƯỜNG HỢP VÀ HỒ SƠ ĐÍNH KÈM(*)', '<table id="tblGiayToDinhKem"><tr><td><input type="file" id="fileUpload1"><span id="file-contains1"></span></td></tr></table>')}
${block(
  'THÔNG TIN NHẬN THÔNG BÁO TÌNH TRẠNG HỒ SƠ, KẾT QUẢ GIẢI QUYẾT HỒ SƠ',
  row('Hình thức nhận thông báo', list('cboRECEIVER_TYPE', 'Qua email')) +
    row('Số điện thoại', box('txtNOTIFICATION_PHONE')),
)}
${tick('chkCHECK_LIABILITY', 'Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên')}
<button type="button" id="btn-save-send">Nộp hồ sơ</button></form>
${named('.js')
  .map((name) => `<script src="/lib/${name}"></script>`)
  .join('')}`,
    formScript(mask) + sendScript[opens],
  );
}

const formScript = (mask: boolean): string => `
const $id = (id) => $('#' + id);
$('select.select2').each((_, list) => $(list).select2({ width: '100%', minimumResultsForSearch: list.id === 'cboGENDER_CODE' ? Infinity : 0 }));
for (const id of ['txtDOB', 'txtTEMP_RESIDENT_FROM', 'txtTEMP_RESIDENT_TO'])
  $id(id).datepicker({ format: 'dd/mm/yyyy', forceParse: true, autoclose: true, keyboardNavigation: false });
${mask ? "$id('txtDOB').inputmask('99/99/9999', { placeholder: '_' });" : ''}
const fill = (id, names) => { for (const [index, name] of names.entries()) $id(id).append(new Option(name, String(index + 1))) };
setTimeout(async () => fill('cboRECEIVE_ADDR_CITY_CODE', await (await fetch('/danh-muc/tinh')).json()), 600);
// Half composed, as the portal sends it: the horn on the letter, the tone after it.
const halfComposed = (text) => text.replace(/Phường/g, 'Phu\\u031bo\\u031b\\u0300ng'.normalize('NFC').replace(/\\u1edd/g, '\\u01a1\\u0300'));
$id('cboRECEIVE_ADDR_CITY_CODE').on('change', () => setTimeout(async () => {
  $id('cboRECEIVE_ADDR_VILLAGE_CODE').find('option:gt(0)').remove();
  fill('cboRECEIVE_ADDR_VILLAGE_CODE', (await (await fetch('/danh-muc/xa')).json()).map(halfComposed));
}, 400));
$id('cboRECEIVE_ADDR_VILLAGE_CODE').on('change', () => $id('txtRECEIVE_ORG_ADDRESS').val('Công an Phường Cửa Nam'));
// Digits alone; anything else puts the old value back.
let digits = '';
$id('txtIDENTIFIER_NUMBER').on('input keydown keyup', ({ target }) => { if (/^\\d*$/.test(target.value)) digits = target.value; else target.value = digits });
// The beginning decides the end: two years on.
$id('txtTEMP_RESIDENT_FROM').on('change changeDate', () => {
  const from = $id('txtTEMP_RESIDENT_FROM').datepicker('getDate');
  if (from) $id('txtTEMP_RESIDENT_TO').datepicker('setDate', new Date(from.getFullYear() + 2, from.getMonth(), from.getDate()));
});
// Taken at once, and the box emptied.
$id('fileUpload1').on('change', ({ target }) => { const names = [...target.files].map(({ name }) => name).join(', '); target.value = ''; setTimeout(() => { if (names) document.getElementById('file-contains1').textContent += names + '; ' }, 300) });
`;

const bank = 'https://pay.vietcombank.com.vn/';
const asked = `const { code } = await (await fetch('/portal/util/rest_exec', { method: 'POST' })).json();`;
const failed = `if (!opened) document.querySelector('form').insertAdjacentHTML('afterend', '<div class="modal">Gửi hồ sơ thất bại. Lỗi không kết nối được đến trang thanh toán</div>');`;
const sendScript: Record<FormVariant['opens'], string> = {
  early: `$id('btn-save-send').on('click', async () => { const opened = window.open(''); ${failed} ${asked} if (opened) opened.location.href = '${bank}?ma=' + code; });`,
  late: `$id('btn-save-send').on('click', async () => { ${asked} const opened = window.open('${bank}?ma=' + code); ${failed} });`,
  post: `$id('btn-save-send').on('click', async () => { ${asked} const form = Object.assign(document.createElement('form'), { method: 'post', action: '${bank}', target: 'bank' }); form.append(Object.assign(document.createElement('input'), { name: 'ma', value: code })); document.body.append(form); form.submit(); });`,
};

/** The bank's page: a square code for the phone, boxes for a card, and what leads back. */
export function bankPage(code: string): string {
  return page(
    'VCB Payment',
    `<h2>Thanh toán</h2><p>Hồ sơ <b id="code">${escaped(code)}</b></p><input id="card-number" placeholder="Số thẻ">
<p><a class="btn" href="https://dichvucong.dancuquocgia.gov.vn/portal/p/home/ho-so.html">Hoàn tất</a> <button onclick="window.close()">Hủy</button></p>`,
  );
}

/** The dossiers of the resident who has logged in: a table whose head could be taken for a file code. */
export function listPage(): string {
  return page(
    'Quản lý hồ sơ đã nộp',
    `<table><tr><th>Mã hồ sơ</th><th>Cơ quan thực hiện</th></tr><tr><td>G01.899.000001</td><td><b>Cơ quan thực hiện:</b> Công an Phường Cửa Nam</td></tr></table>`,
  );
}

/** The ministry's page of one procedure: folds whose titles are the form's own headings. */
export function ministryProcedure(): string {
  const fold = (title: string, body: string): string =>
    `<div class="item-title" role="button" data-toggle="collapse">${title}</div><div>${body}</div>`;
  return page(
    'Đăng ký tạm trú',
    `<div class="tthc-title"><h4>Đăng ký tạm trú</h4></div>${fold('Mã thủ tục', '1.004194')}${fold('Cơ quan thực hiện', 'Công an cấp xã')}${fold('Thành phần hồ sơ', 'Tờ khai CT01')}<a class="btn bca-search-btn" href="https://dichvucong.gov.vn/nop-ho-so">Nộp hồ sơ</a>`,
  );
}
