import { box, drawnList, kitScript, libraryTags, plainList, row, tick } from './form-kit.ts';
import { page } from './page.ts';
import type { FormVariant } from './registration-form.ts';

/**
 * The residence portal's form to report guests: where they stay, and one window for each guest. Some of its ids occur
 * twice on the page, as on the live one: a copy that is not shown stands first.
 */
export function guestsForm({ jquery, mask }: FormVariant): string {
  return page(
    'Thông báo lưu trú',
    `<div id="frm_View_Huongdan" class="modal" hidden>Hướng dẫn</div>
<div hidden>${guestBoxes}</div>
<form id="Modal_New_TBLT" onsubmit="return false">
<div class="panel"><div class="panel-title">THÔNG TIN CƠ SỞ LƯU TRÚ</div>
${row('Tỉnh/Thành phố (*)', plainList('accomStay_cboPROVINCE_ID', { '': '-- Chọn --' }))}
${row('Xã/Phường (*)', plainList('accomStay_cboADDRESS_ID', { '': '-- Chọn --' }))}
${row('Loại hình cơ sở lưu trú (*)', plainList('accomStay_cboACCOMMODATION_TYPE', { '': '-- Chọn --', 1: 'Nhà ở của hộ gia đình', 2: 'Nhà trọ' }))}
${row('Tên cơ sở lưu trú', plainList('accomStay_cboNAME', { '': '-- Chọn --', 1: 'Hộ gia đình' }))}
</div>
<div class="panel"><div class="panel-title">DANH SÁCH NGƯỜI LƯU TRÚ</div>
<ul id="guests"></ul><a id="btnAddPersonLT" class="btn" href="#">THÊM MỚI NGƯỜI LƯU TRÚ</a></div>
${tick('chkCHECK_LIABILITY', 'Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên')}
<button type="button" id="btnSaveSend">Gửi hồ sơ</button></form>
<div id="addpersonLT" class="modal" hidden style="position:absolute;top:20px;left:20px;right:20px;background:#fff;border:2px solid #999;padding:20px">
<h4>Thông tin người lưu trú</h4>${guestBoxes}<button type="button" id="btnSaveNLT">Lưu</button></div>
${libraryTags(jquery)}`,
    kitScript + script(mask),
  );
}

const guestBoxes = [
  row('Họ và tên (*)', box('guest_txtCITIZENNAME')),
  row('Số ĐDCN (CCCD)', box('guest_txtIDCARD_NUMBER', 'maxlength="12"')),
  row('Ngày sinh (*)', box('guest_txtDOB')),
  row('Giới tính', plainList('guest_cboGENDER_ID', { '': '-- Chọn --', 2: 'Nam', 3: 'Nữ' })),
  row('Quốc tịch', drawnList('guest_mulNATIONALITY', { VN: 'Việt Nam' })),
  row('Địa chỉ nơi cư trú', box('guest_txtRDADDRESS')),
  row('Số phòng', box('guest_txtROOM')),
  row('Lý do lưu trú', box('guest_txtREASON')),
  row('Lưu trú từ ngày (*)', box('guest_txtSTART_DATE')),
  row('đến ngày', box('guest_txtEND_DATE')),
].join('');

const script = (mask: boolean): string => `
const form = document.getElementById('Modal_New_TBLT');
const sheet = document.getElementById('addpersonLT');
const inSheet = (id) => $(sheet).find('[id=' + id + ']');
const guests = [];
$(sheet).find('select.select2').each((_, list) => draw(list));
for (const id of ['guest_txtDOB', 'guest_txtSTART_DATE', 'guest_txtEND_DATE']) calendar(inSheet(id));
${mask ? "inSheet('guest_txtDOB').inputmask('99/99/9999', { placeholder: '_' });" : ''}
listsOfPlaces('accomStay_cboPROVINCE_ID', 'accomStay_cboADDRESS_ID');
$id('btnAddPersonLT').on('click', (event) => { event.preventDefault(); sheet.hidden = false });
$id('btnSaveNLT').on('click', () => {
  const fields = fieldsOf(sheet);
  if (fields.guest_txtCITIZENNAME === '' || fields.guest_txtSTART_DATE === '') return say('Vui lòng nhập đủ thông tin bắt buộc');
  guests.push(fields);
  sheet.hidden = true;
  $('#guests').append($('<li>').text(fields.guest_txtCITIZENNAME));
});
$id('btnSaveSend').on('click', async () => {
  if (guests.length === 0) return say('Vui lòng thêm người lưu trú');
  if (!$id('chkCHECK_LIABILITY').prop('checked')) return say('Chưa xác nhận chịu trách nhiệm về lời khai');
  await exec('add_subm_info_v2', { is_send: 1, kind: 'LUUTRU', fields: { ...fieldsOf(form), ...guests[0] }, files: [] });
  location.href = '/portal/p/home/ho-so.html';
});
`;
