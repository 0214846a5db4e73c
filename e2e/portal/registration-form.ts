import {
  blocksOf,
  box,
  drawnList,
  type JQuery,
  kitScript,
  libraryTags,
  plainList,
  radio,
  row,
  tick,
} from './form-kit.ts';
import { page } from './page.ts';
import { registrationScript } from './registration-script.ts';

/** What no source tells of the residence portal's form: it may be either way. */
export interface FormVariant {
  /** Its headings have numbers. */
  numbered: boolean;
  /** A mask lies on the date of birth. */
  mask: boolean;
  /** How the window to pay in comes: opened empty at once and led on later, opened later, or a form posted into it. */
  opens: 'early' | 'late' | 'post';
  jquery: JQuery;
}

export const usualVariant: FormVariant = { numbered: false, mask: true, opens: 'late', jquery: '3.5.1' };

/** The procedures that share the form, by the portal's own names. */
export const residenceCases = {
  TAMTRU_01: { name: 'Đăng ký tạm trú', cases: { 'TAT-DKTT-THUONG': 'Đăng ký tạm trú (nhân khẩu, hộ)' } },
  TAMTRU_02: { name: 'Gia hạn tạm trú', cases: { 'TAT-GH-THUONG': 'Gia hạn tạm trú' } },
  TAMTRU_06: { name: 'Xóa đăng ký tạm trú', cases: { 'TAT-XOA-13': 'Xóa đăng ký tạm trú' } },
} as const;
export type ResidenceCase = keyof typeof residenceCases;

/**
 * The residence portal's form for temporary residence as first-hand notes of autumn 2026 describe it: its ids, its labels
 * and its behaviour on the real libraries. `isDraft`: reopened, with the blank row that it then has.
 */
export function registrationForm(
  { numbered, mask, opens, jquery }: FormVariant,
  kind: ResidenceCase,
  isDraft: boolean,
): string {
  const types = Object.fromEntries(Object.entries(residenceCases).map(([code, { name }]) => [code, name]));
  return page(
    'Cổng dịch vụ công quản lý cư trú',
    `<div class="page-header">Tra cứu hồ sơ</div>
<form id="Modal_New_DKTT" onsubmit="return false">
${blocksOf(numbered, {
  'CƠ QUAN THỰC HIỆN':
    row('Tỉnh/Thành phố (*)', drawnList('cboRECEIVE_ADDR_CITY_CODE')) +
    row('Xã/Phường (*)', drawnList('cboRECEIVE_ADDR_VILLAGE_CODE')) +
    row('Cơ quan thực hiện', box('txtRECEIVE_ORG_ADDRESS', 'disabled')),
  'THỦ TỤC HÀNH CHÍNH YÊU CẦU':
    row('Thủ tục (*)', plainList('cboBPROC_TYPE_CODE', types)) +
    row('Trường hợp (*)', drawnList('cboBPROC_CASE_CODE', residenceCases[kind].cases)) +
    radio('chkNEW_REGISTRATION', 'radIsHouseHold', 'Đăng ký tạm trú lập hộ mới') +
    radio('chkNOT_NEW_REGISTRATION', 'radIsHouseHold', 'Đăng ký tạm trú vào hộ đã có', 'checked'),
  'THÔNG TIN NGƯỜI ĐỀ NGHỊ ĐĂNG KÝ TẠM TRÚ':
    radio('chkIS_REPORTER', 'radIsChangePerson', 'Người khai thông tin là người Đăng ký tạm trú') +
    radio('chkIS_NOT_CHANGED_PERSON', 'radIsChangePerson', 'Khai hộ') +
    row('Họ tên (*)', box('txtFULLNAME')) +
    row('Định dạng', plainList('cboDATE_FORMAT', { DDMMYYYY: 'Ngày/tháng/năm', YYYY: 'Năm' })) +
    row('Ngày sinh (*)', box('txtDOB')) +
    row('Giới tính', drawnList('cboGENDER_CODE', { 1: 'Chưa có thông tin', 2: 'Nam', 3: 'Nữ', 4: 'Khác' })) +
    row('Số ĐDCN (CCCD) (*)', box('txtIDENTIFIER_NUMBER', 'maxlength="12"')) +
    row('SĐT liên hệ', box('txtPHONE_NUMBER')) +
    row('Email', box('txtEMAIL')),
  'THÔNG TIN ĐỀ NGHỊ ĐĂNG KÝ TẠM TRÚ':
    row('Địa chỉ đăng ký tạm trú (*)', box('txtSUGGEST_ADDRESS')) +
    row('Họ tên chủ hộ tạm trú', box('txtHH_PERSON_FULLNAME')) +
    row(
      'Quan hệ với chủ hộ tạm trú',
      drawnList('cboHH_PERSON_RELATIONSHIP_CODE', { CH01: 'Chủ hộ', '09': 'Anh', 99: 'Người ở thuê' }),
    ) +
    row('Số ĐDCN chủ hộ tạm trú', box('txtHH_PERSON_IDENTIFIER_NUMBER', 'maxlength="12"')) +
    row('Nội dung đề nghị', '<textarea id="txtCHANGED_NOTE"></textarea>') +
    row('Thời hạn tạm trú đề nghị từ ngày', box('txtTEMP_RESIDENT_FROM')) +
    row('Thời hạn tạm trú đề nghị đến ngày', box('txtTEMP_RESIDENT_TO')),
  'NHỮNG THÀNH VIÊN TRONG HỘ GIA ĐÌNH CÙNG THAY ĐỔI':
    '<div id="divListNormal"></div><a href="#" class="add_CUNGTD">+ Thêm thành viên</a>',
  'TRƯỜNG HỢP VÀ HỒ SƠ ĐÍNH KÈM(*)': `<div id="dossier">${
    kind === 'TAMTRU_01' ? subCases : ''
  }</div><table id="tblGiayToDinhKem"></table><button type="button" id="btnDocument">+ Thêm mới</button>`,
  'THÔNG TIN XÁC NHẬN TỜ KHAI THÔNG TIN CƯ TRÚ BẢN ĐIỆN TỬ':
    '<p>Người kê khai là:</p>' +
    tick('chkCHUHO_FILER', 'Chủ hộ') +
    tick('chkCHUSOHUU_FILER', 'Chủ sở hữu chỗ ở hợp pháp') +
    tick('chkNGUOIGIAMHO_FILER', 'Cha/Mẹ/Người giám hộ'),
  'THÔNG TIN NHẬN THÔNG BÁO TÌNH TRẠNG HỒ SƠ, KẾT QUẢ GIẢI QUYẾT HỒ SƠ':
    row('Hình thức nhận thông báo', drawnList('cboRECEIVER_TYPE', { 1: 'Nhận qua cổng thông tin', 5: 'Qua email' })) +
    row('Số điện thoại', box('txtNOTIFICATION_PHONE')) +
    row('Email', box('txtNOTIFICATION_EMAIL')),
  'THÔNG TIN LỆ PHÍ': `<button type="button" id="btn-check-fee">Kiểm tra thông tin lệ phí</button> ${box('txtTONGPHI', 'disabled')}`,
})}
${tick('chkCHECK_LIABILITY', 'Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên')}
<button type="button" id="btn-save">Lưu nháp</button> <button type="button" id="btn-save-send">Nộp hồ sơ</button></form>
${libraryTags(jquery)}`,
    kitScript + registrationScript({ mask, opens, kind, isDraft }),
  );
}

const subCases = [
  'tại chỗ ở hợp pháp thuộc quyền sở hữu của mình',
  'tại chỗ ở hợp pháp thuộc quyền sở hữu chung',
  'tại chỗ ở hợp pháp do thuê, mượn, ở nhờ',
]
  .map((where, at) => `<p><a href="javascript:load_table_tphs_new(${at})">- Đăng ký tạm trú ${where}</a></p>`)
  .join('');
