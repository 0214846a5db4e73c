import { page } from './page.ts';

/** Pages that ask. Each has a button, `#go`, and writes down in `#heard` what it was answered. */
const pages: Record<string, { body?: string; go?: string; atOnce?: string }> = {
  confirm: { go: `heard(confirm('Bạn có chắc chắn muốn xóa thành viên chimhoangyen này không?'))` },
  alert: { go: `heard(alert('Lưu nháp thành công'))` },
  prompt: { go: `heard(prompt('Nhập lý do thu hồi', 'Khai nhầm'))` },
  'prompt-empty': { go: `heard(prompt('Nhập lý do thu hồi chimhoangyen'))` },
  'while-typing': {
    body: '<input id="box">',
    go: `box.oninput = () => heard(confirm('Ô này đúng chưa?')); box.focus()`,
  },
  'in-a-row': { go: `for (const n of [1, 2, 3, 4]) alert('Thiếu ô ' + n); heard('through')` },
  'for-ever': { go: `for (let n = 1; ; n += 1) alert('Hết phiên ' + n)` },
  'at-once': { atOnce: `for (let n = 1; ; n += 1) alert('Hết phiên ' + n)` },
  'behind-photos': {
    body: '<input type="file" id="file">',
    go: `file.click(); setTimeout(() => heard(confirm('Có chọn lại tệp không?')), 1500)`,
  },
  'in-frame': {
    body: '<iframe src="/hoi/frame"></iframe>',
    go: `onmessage = ({ data }) => heard(data); frames[0].postMessage(1, '*')`,
  },
  frame: { atOnce: `onmessage = () => parent.postMessage(confirm('Khung hỏi'), '*')` },
};

export function askingPage(name: string): string | null {
  const wanted = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (wanted === undefined) return null;
  const { body = '', go = '', atOnce = '' } = wanted;
  return page(
    `Hỏi: ${name}`,
    `<h2>Hỏi: ${name}</h2>${body}<p><button id="go">Hỏi</button></p><p id="heard"></p>`,
    `const heard = (answer) => { document.getElementById('heard').textContent += '[' + answer + ']' };
document.getElementById('go').onclick = () => { ${go} };
${atOnce}`,
  );
}
