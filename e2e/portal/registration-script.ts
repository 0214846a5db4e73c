import type { FormVariant, ResidenceCase } from './registration-form.ts';

/** What the form does by itself: each line as it was measured on the live one, its faults included. */
export function registrationScript({
  mask,
  opens,
  kind,
  isDraft,
}: Pick<FormVariant, 'mask' | 'opens'> & { kind: ResidenceCase; isDraft: boolean }): string {
  return `
const form = document.getElementById('Modal_New_DKTT');
const files = {};
$('select.select2').each((_, list) => draw(list));
$id('cboBPROC_TYPE_CODE').val('${kind}');
for (const id of ['txtDOB', 'txtTEMP_RESIDENT_FROM', 'txtTEMP_RESIDENT_TO']) calendar($id(id));
${mask ? "$id('txtDOB').inputmask('99/99/9999', { placeholder: '_' });" : ''}
listsOfPlaces('cboRECEIVE_ADDR_CITY_CODE', 'cboRECEIVE_ADDR_VILLAGE_CODE');
$id('cboRECEIVE_ADDR_VILLAGE_CODE').on('change', ({ target }) => $id('txtRECEIVE_ORG_ADDRESS').val('Công an ' + target.selectedOptions[0].text.normalize('NFC')));
// Whoever files for themselves is filled in from the citizen database, after a while.
$id('chkIS_REPORTER').on('change', async () => {
  const me = await exec('citizen');
  $id('txtFULLNAME').val(me.fullName); $id('txtIDENTIFIER_NUMBER').val(me.personalNumber); digits = me.personalNumber;
  $id('txtDOB').datepicker('update', me.birthDate); $id('cboGENDER_CODE').val('3').trigger('change');
});
$id('cboDATE_FORMAT').on('change', () => $id('txtDOB').val('').datepicker('update'));
// Digits alone; anything else puts the old value back.
let digits = '';
$id('txtIDENTIFIER_NUMBER').on('input keydown keyup', ({ target }) => { if (/^\\d*$/.test(target.value)) digits = target.value; else target.value = digits });
$id('txtSUGGEST_ADDRESS').on('change', ({ target }) => $id('txtCHANGED_NOTE').val('${kind === 'TAMTRU_02' ? 'Gia hạn tạm trú' : 'Đăng ký tạm trú'} tại ' + target.value));
// The beginning decides the end: two years on.
const twoYearsOn = (day) => new Date(day.getFullYear() + 2, day.getMonth(), day.getDate());
const today = new Date(new Date().toDateString());
$id('txtTEMP_RESIDENT_FROM').datepicker('setDate', today);
$id('txtTEMP_RESIDENT_TO').datepicker('setDate', twoYearsOn(today));
$id('txtTEMP_RESIDENT_FROM').on('change changeDate', () => {
  const from = $id('txtTEMP_RESIDENT_FROM').datepicker('getDate');
  if (from) $id('txtTEMP_RESIDENT_TO').datepicker('setDate', twoYearsOn(from));
});
${membersScript}${isDraft ? 'addMember();' : ''}
${papersScript}${kind === 'TAMTRU_01' ? '' : "showRows(['Tờ khai thay đổi thông tin cư trú']);"}
$id('btn-check-fee').on('click', async () => $id('txtTONGPHI').val((await exec('fee')).fee));
const mayNotBePast = () => ['txtTEMP_RESIDENT_FROM', 'txtTEMP_RESIDENT_TO'].some((id) => $id(id).datepicker('getDate') < today);
const collected = () => ({ kind: '${kind}', fields: fieldsOf(form), files: Object.values(files).flat() });
const lacksPapers = () => document.getElementById('tblGiayToDinhKem').rows.length === 0;
$id('btn-save').on('click', async () => {
  if (lacksPapers()) return say('Vui lòng chọn trường hợp và đính kèm thành phần hồ sơ');
  await exec('add_subm_info_v2', { is_send: 0, ...collected() });
  setTimeout(() => { location.href = '/portal/p/home/xem-ho-so.html?type=1' }, 3000);
});
const refusal = () => {
  if (lacksPapers()) return 'Vui lòng chọn trường hợp và đính kèm thành phần hồ sơ';
  if (mayNotBePast()) return 'Thời hạn tạm trú không được nhỏ hơn ngày hiện tại';
  return $id('chkCHECK_LIABILITY').prop('checked') ? '' : 'Chưa xác nhận chịu trách nhiệm về lời khai';
};
const sent = async () => await exec('add_subm_info_v2', { is_send: 1, ...collected() });
const unpaid = () => say('Gửi hồ sơ thất bại. Lỗi không kết nối được đến trang thanh toán');
$id('btn-save-send').on('click', async () => {
  const why = refusal();
  if (why !== '') return say(why);
  ${sendScript[opens]}
});
`;
}

const bank = 'https://pay.vietcombank.com.vn/';
/** `refused`: the browser gave no window. The request is out by then. */
const sendScript: Record<FormVariant['opens'], string> = {
  early: `const opened = window.open('');
  const { code, refused } = await sent();
  if (!opened || refused) { opened?.close(); return unpaid() }
  opened.location.href = '${bank}?ma=' + code;`,
  late: `const { code, refused } = await sent();
  if (refused || !window.open('${bank}?ma=' + code)) unpaid();`,
  post: `const { code, refused } = await sent();
  if (refused) return unpaid();
  const payment = Object.assign(document.createElement('form'), { method: 'post', action: '${bank}', target: 'bank' });
  payment.append(Object.assign(document.createElement('input'), { name: 'ma', value: code }));
  document.body.append(payment);
  payment.submit();`,
};

/** Rows of people who move too. Taking one away is asked about by the browser's own dialog. */
const membersScript = `
let members = 0;
function addMember() {
  members += 1;
  const row = $('<div class="member"><label>Họ tên</label> <input id="txtFULLNAME_CUNGTD' + members + '"> <label>Ngày sinh</label> <input id="txtDOB_CUNGTD' + members + '"> <label>Số ĐDCN</label> <input id="txtIDENTIFIER_NOCARD_NUMBER_CUNGTD' + members + '" maxlength="12"> <a href="#" class="del_CUNGTD">Xóa</a></div>');
  row.appendTo('#divListNormal');
  calendar(row.find('[id^=txtDOB]'));
}
$('.add_CUNGTD').on('click', (event) => { event.preventDefault(); addMember() });
$('#divListNormal').on('click', '.del_CUNGTD', (event) => { event.preventDefault(); if (confirm('Bạn có chắc chắn muốn xóa thành viên này không?')) $(event.target).closest('.member').remove() });
`;

/** Papers: rows come by the sub-case's link; a file is taken at once, its box emptied, and its name comes late. */
const papersScript = `
const taken = /[.](pdf|jpe?g|tiff|png)$/i;
function addRow(name) {
  const table = document.getElementById('tblGiayToDinhKem');
  const at = table.rows.length + 1;
  const what = name === undefined ? '<input id="lblFILE_TYPE_NAME' + at + '">' : name;
  $(table).append('<tr><td><input type="checkbox" id="chkIS_COMPULSORY' + at + '"> ' + what + '</td><td><select id="cboFILE_TYPE' + at + '"><option value="1">Bản gốc</option><option value="2">Bản sao</option><option value="6">Giấy tờ điện tử</option></select></td><td><input id="txtNUM_OF_PAPER' + at + '" value="1"></td><td><input type="file" multiple id="fileUpload' + at + '"><span id="file-contains' + at + '"></span></td></tr>');
}
const showRows = (names) => { document.getElementById('tblGiayToDinhKem').replaceChildren(); for (const name of names) addRow(name) };
window.load_table_tphs_new = () => showRows(['Tờ khai thay đổi thông tin cư trú', 'Hợp đồng cho thuê, cho mượn, cho ở nhờ']);
$id('btnDocument').on('click', () => addRow());
$id('tblGiayToDinhKem').on('change', 'input[type=file]', async ({ target }) => {
  const chosen = [...target.files];
  const shown = document.getElementById(target.id.replace('fileUpload', 'file-contains'));
  target.value = '';
  if (chosen.some(({ name }) => !taken.test(name))) return say('Tệp không đúng định dạng. Chỉ nhận pdf, jpg, jpeg, tiff, png');
  for (const file of chosen) {
    const body = new FormData(); body.append('file', file);
    const { name, size } = await (await fetch('/portal/util/upload', { method: 'POST', body })).json();
    (files[target.id] ??= []).push({ name, size });
    shown.textContent += name + '; ';
  }
});
`;
