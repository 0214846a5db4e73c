import { askingPage } from '../asking.ts';
import { escapePage } from '../escapes.ts';
import { libraryFile } from '../form-kit.ts';
import type { Host } from '../stand-in.ts';
import { citizen } from './residence.ts';

/** What every host answers: libraries, lists of places, the pages that try the kiosk's walls, and those that ask. */
export const anyHost: Host = ({ faults }, { path, html, json, go, send }) => {
  const library = path.startsWith('/lib/') ? libraryFile(path.slice('/lib/'.length)) : null;
  if (library !== null) send({ 'content-type': library.type }, library.text);
  else if (path === '/sw.js') send({ 'content-type': 'text/javascript' }, 'self.onfetch = () => {}');
  else if (path === '/danh-muc/tinh') json(faults.has('empty-drop-downs') ? [] : ['Thành phố Hà Nội', 'Tỉnh Phú Thọ']);
  else if (path === '/danh-muc/xa') json(faults.has('empty-drop-downs') ? [] : ['Phường Cửa Nam', 'Phường Hoàn Kiếm']);
  else if (path === '/toi') json(citizen);
  else if (path === '/escape-302') go('https://evil.test/hit');
  else if (path === '/tai-ve') send({ 'content-disposition': 'attachment; filename="to-khai.docx"' }, 'noi dung');
  else if (path.startsWith('/hoi/')) html(askingPage(path.slice('/hoi/'.length)) ?? '');
  else if (path.startsWith('/escape/')) {
    const found = escapePage(path.slice('/escape/'.length));
    html(found ?? '', found === null ? 404 : 200);
  } else return false;
  return true;
};
