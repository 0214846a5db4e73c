import type { DialogFace } from '../../../shared/portal/face.ts';

const asked: DialogFace = {
  id: 1,
  kind: 'confirm',
  site: 'portal',
  host: 'dichvucong.dancuquocgia.gov.vn',
  message: 'Bạn có chắc chắn muốn xóa thành viên này khỏi danh sách cùng thay đổi không?',
  suggested: '',
  stop: null,
};
/** As long as main lets it be. */
const long = (signs: number): string =>
  `${'Thông tin nơi đề nghị đăng ký tạm trú chưa đúng với dữ liệu dân cư, đề nghị kiểm tra lại. '.repeat(9).slice(0, signs - 1)}…`;

const dialogs: Record<string, DialogFace> = {
  'dialog-confirm': asked,
  'dialog-alert': { ...asked, kind: 'alert', message: 'Lưu nháp thành công.' },
  'dialog-long': { ...asked, message: long(400), stop: 'home' },
  'dialog-wordless': { ...asked, kind: 'alert', message: '' },
  'dialog-prompt': { ...asked, kind: 'prompt', message: 'Nhập lý do thu hồi hồ sơ', suggested: 'Khai nhầm ngày' },
  'dialog-prompt-long': {
    ...asked,
    kind: 'prompt',
    message: long(120),
    suggested: 'Số 0 phố Không Có Thật, phường Cửa Nam, Hà Nội 1',
    stop: 'again',
  },
  'dialog-stop': { ...asked, kind: 'alert', message: 'Vui lòng nhập đủ thông tin.', stop: 'again' },
  'dialog-bank': {
    ...asked,
    site: 'bank',
    host: 'pay.vietcombank.com.vn',
    message: 'Quý khách có muốn hủy giao dịch này không?',
    stop: 'close',
  },
  'dialog-bank-prompt': { ...asked, site: 'bank', kind: 'prompt', host: 'pay.vietcombank.com.vn', message: 'Số thẻ' },
};

/** What a page asks, in the states that look different; each is another dialog. */
export const dialogExamples: Record<string, DialogFace> = Object.fromEntries(
  Object.entries(dialogs).map(([name, dialog], index) => [name, { ...dialog, id: index + 1 }]),
);
