import { page } from './page.ts';

/**
 * The same form after a rewrite: one block at a time, drawn by script, no ids, names as text beside the fields, lists that
 * are built of plain elements, addresses that change without a page being loaded.
 */
export function wizardForm({ captcha, changed }: { captcha: string; changed: boolean }): string {
  return page(changed ? 'Biểu mẫu điện tử' : 'Kê khai hồ sơ', '<div class="wizard"></div>', script(captcha, changed));
}

const script = (captcha: string, changed: boolean): string => `
const state = {}; let at = 0;
const root = document.querySelector('.wizard');
const make = (tag, more = {}, ...children) => { const element = Object.assign(document.createElement(tag), more); element.append(...children); return element };
const field = (words, key, more = {}) => {
  const input = make('input', { autocomplete: 'off', value: state[key] ?? '', ...more });
  input.oninput = () => { state[key] = input.value };
  return make('div', { className: 'row' }, make('span', {}, words), make('div', {}, input));
};
const list = (words, key, load) => {
  const combo = make('div', { className: 'combo', tabIndex: 0, textContent: state[key] ?? 'Chọn…' });
  combo.setAttribute('role', 'combobox'); combo.setAttribute('aria-label', words); combo.setAttribute('aria-expanded', 'false');
  const options = make('div', { className: 'options', hidden: true }); options.setAttribute('role', 'listbox');
  combo.onclick = async () => {
    options.hidden = !options.hidden; combo.setAttribute('aria-expanded', String(!options.hidden));
    if (options.hidden) return;
    options.replaceChildren();
    for (const name of await load()) {
      const option = make('div', { textContent: name }); option.setAttribute('role', 'option');
      option.onclick = () => { state[key] = name; combo.textContent = name; options.hidden = true; combo.setAttribute('aria-expanded', 'false') };
      options.append(option);
    }
  };
  return make('div', { className: 'row' }, make('span', {}, words + ' *'), combo, options);
};
const tick = (words, key, act) => {
  const box = make('input', { type: 'checkbox', checked: state[key] === '1' });
  box.onchange = () => { state[key] = box.checked ? '1' : ''; act?.(box.checked) };
  return make('label', { className: 'row', style: 'display:block' }, box, ' ' + words);
};
const lines = (...names) => async () => names;
const later = (address) => async () => { await new Promise((done) => setTimeout(done, 700)); return await (await fetch(address)).json() };
const check = async (keys) => (await (await fetch('/kiem-tra', { method: 'POST', body: JSON.stringify(Object.fromEntries(keys.map((key) => [key, state[key]]))) })).json()).error;
const steps = [
  { heading: 'Cơ quan thực hiện', rows: () => [list('Tỉnh/Thành phố', 'province', later('/danh-muc/tinh')), list('Xã/Phường', 'commune', later('/danh-muc/xa'))] },
  { heading: 'Thông tin người đăng ký tạm trú', rows: () => [
    tick('Người khai thông tin là người đăng ký', 'self', async (on) => { if (on) { Object.assign(state, await (await fetch('/toi')).json()); draw() } }),
    tick('Khai hộ', 'other'),
    field('Họ và tên *', 'fullName'), field('Ngày sinh *', 'birthDate'), field('Số định danh cá nhân *', 'personalNumber', { inputMode: 'numeric' }), field('Số điện thoại', 'phone')],
    check: () => check(['personalNumber']) },
  { heading: 'THÔNG TIN ĐỀ NGHỊ'.normalize('NFD'), rows: () => [list('Trường hợp', 'case', lines('Lập hộ mới', 'Vào hộ đã có')), field('Nơi đề nghị tạm trú *', 'place'), field('Từ ngày *', 'from'), field('Đến ngày *', 'until')] },
  { heading: 'Ý kiến của chủ hộ', rows: () => [tick('Ký trên tờ khai CT01', 'byForm'), tick('Xác nhận qua VNeID', 'byVneid')] },
  { heading: 'HỒ SƠ ĐÍNH KÈM', rows: () => {
    const picker = make('input', { type: 'file', hidden: true }); const said = make('p', { className: 'error' }); said.setAttribute('role', 'alert');
    picker.onchange = () => { const chosen = picker.files[0]; state.file = chosen; said.textContent = chosen && chosen.size > 15 * 1024 * 1024 ? 'Dung lượng tệp vượt quá mức tối đa 15 MB' : '' };
    return [make('div', { className: 'row' }, make('button', { type: 'button', textContent: 'Tải lên', onclick: () => picker.click() }), picker, said)];
  } },
  { heading: 'Thông tin nhận thông báo tình trạng hồ sơ, kết quả', rows: () => [list('Nhận thông báo qua', 'news', lines('VNeID', 'Cổng dịch vụ công'))] },
  { heading: 'Kiểm tra lại thông tin', rows: () => [make('div', { innerHTML: ${JSON.stringify(captcha)} }), field('Mã xác nhận', 'captcha'), tick('Tôi xin chịu trách nhiệm trước pháp luật về lời khai trên', 'responsible')] },
];
const say = (text) => { const line = make('p', { className: 'error', textContent: text }); line.setAttribute('role', 'alert'); root.prepend(line) };
const send = async () => {
  const body = new FormData(); for (const [key, value] of Object.entries(state)) if (value) body.append(key, value);
  const answer = await (await fetch('/gui-ho-so', { method: 'POST', body, headers: { accept: 'application/json' } })).json();
  if (answer.go) location.href = answer.go; else say(answer.error);
};
function draw() {
  const { heading, rows } = steps[at]; const last = at === steps.length - 1;
  root.replaceChildren();
  setTimeout(() => {
    const title = make('div', { className: 'step-name', textContent: ${changed ? "'Phần ' + (at + 1)" : 'heading'} }); title.setAttribute('role', 'heading'); title.setAttribute('aria-level', '2');
    const next = make('button', { type: 'button', textContent: last ? 'Nộp hồ sơ' : 'Tiếp tục' });
    next.onclick = async () => {
      const error = await steps[at].check?.();
      if (error) { say(error); return }
      if (last) { next.disabled = true; await send(); next.disabled = false; return }
      at += 1; history.pushState({}, '', '/nop-ho-so/buoc-' + (at + 1)); document.title = ${changed ? "'Phần ' + (at + 1)" : "'Kê khai hồ sơ: ' + steps[at].heading"}; draw();
    };
    root.replaceChildren(title, ...${changed ? "rows().map((row) => make('section', {}, ...row.querySelectorAll('input, .combo, button')))" : 'rows()'}, next);
  }, 300);
}
addEventListener('popstate', () => { at = Math.max(0, Number(/buoc-(\\d+)/.exec(location.pathname)?.[1] ?? 1) - 1); draw() });
draw();
`;
