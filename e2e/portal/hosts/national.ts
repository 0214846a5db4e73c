import { randomBytes } from 'node:crypto';
import { blocksForm } from '../blocks-form.ts';
import { filedPage, homePage, payPage, procedurePage, searchPage, trackPage } from '../common-pages.ts';
import { type Exchange, type Filing, type Host, hosts, isLoggedIn, multipart, type StandIn } from '../stand-in.ts';
import { wizardForm } from '../wizard-form.ts';
import { comeBack, toLogIn } from './log-in.ts';

const largestFile = 15 * 1024 * 1024;
const notFound = 'Thông tin công dân không tồn tại trong CSDL quốc gia về dân cư';

/** The national portal: its first page and its search, and in the two older makes the log-in's way back and the form. */
export const nationalHost: Host = async (standIn, exchange) => {
  const { path, asked, html, go } = exchange;
  const isOlder = standIn.markup !== 'widgets';
  if (path === '/') html(homePage(isLoggedIn(standIn, exchange)));
  else if (path === '/dang-nhap')
    go(isOlder ? `https://${hosts.olderLogIn}/dang-nhap` : toLogIn({ ...exchange, path: '/tim-kiem' }));
  else if (path === '/sso') comeBack(standIn, exchange);
  else if (path === '/dang-nhap/ve') {
    const cookie = standIn.sessions.redeem(hosts.national, asked.get('ve') ?? '');
    go(cookie === null ? '/' : '/tim-kiem', cookie === null ? {} : { 'set-cookie': cookie });
  } else if (path === '/dang-xuat') go('/');
  else if (path === '/tim-kiem') html(searchPage());
  else if (path.startsWith('/thu-tuc/')) html(procedurePage(standIn.faults.has('standardising')));
  else if (path === '/tra-cuu') html(trackPage(asked.get('ma') ?? ''));
  else if (!isOlder && path === '/nop-ho-so')
    go(`https://${hosts.residence}/portal/p/home/dang-ky-tam-tru.html?ma_thu_tuc=1.004194&TT=TAMTRU_01`);
  else if (isOlder) return await olderForm(standIn, exchange);
  else return false;
  return true;
};

async function olderForm(standIn: StandIn, exchange: Exchange): Promise<boolean> {
  const { path, post, asked, html, json, go } = exchange;
  const { faults } = standIn;
  if (!isLoggedIn(standIn, exchange)) {
    go(`https://${hosts.olderLogIn}/dang-nhap`);
    return true;
  }
  if (path === '/kiem-tra') json({ error: faults.has('not-in-database') ? notFound : '' });
  else if (path === '/gui-ho-so' && post) await file(standIn, exchange);
  else if (path === '/ket-qua') html(filedPage(asked.get('ma') ?? ''));
  else if (path === '/thanh-toan') {
    const code = asked.get('ma') ?? '';
    if (!post) html(payPage(code));
    else if (faults.has('payment-fails')) html(payPage(code, 'Thanh toán không thành công. Mã lỗi 99.'));
    else go(`/tra-cuu?ma=${code}`);
  } else if (path.startsWith('/nop-ho-so')) html(form(standIn, ''));
  else return false;
  return true;
}

function form(standIn: StandIn, error: string): string {
  standIn.captcha = randomBytes(3).toString('hex').slice(0, 5).toUpperCase();
  const drawn = `<svg width="150" height="44" role="img" aria-label="Hình mã xác nhận"><rect width="150" height="44" fill="#eef"/><text x="16" y="30" font-size="24" letter-spacing="5" transform="rotate(-4 75 22)">${standIn.captcha}</text></svg>`;
  const changed = standIn.faults.has('changed-markup');
  return standIn.markup === 'blocks'
    ? blocksForm({ error, captcha: drawn, changed })
    : wizardForm({ captcha: drawn, changed });
}

async function file(standIn: StandIn, { request, html, json, go }: Exchange): Promise<void> {
  const { filings } = standIn;
  const filing: Filing = { code: `G01.899.${String(filings.length + 1).padStart(6, '0')}`, fields: {}, files: [] };
  for (const [name, value] of await multipart(request)) {
    if (typeof value === 'string') filing.fields[name] = value;
    else if (value.size > 0) filing.files.push({ name: value.name, size: value.size });
  }
  const error = refusal(standIn, filing);
  if (error === '') filings.push(filing);
  const to = `/ket-qua?ma=${filing.code}`;
  if (request.headers.accept === 'application/json') json(error === '' ? { go: to } : { error });
  else if (error === '') go(to);
  else html(form(standIn, error));
}

function refusal({ faults, captcha }: StandIn, { fields, files }: Filing): string {
  if (faults.has('not-in-database')) return notFound;
  if ((fields.captcha ?? '').toUpperCase() !== captcha || faults.has('wrong-captcha')) return 'Mã xác nhận không đúng';
  if (fields.responsible !== '1') return 'Chưa xác nhận chịu trách nhiệm về lời khai';
  if (faults.has('too-large-file') || files.some(({ size }) => size > largestFile))
    return 'Tệp đính kèm vượt quá dung lượng 15MB';
  return faults.has('double-submit') ? 'Hồ sơ này đã được gửi. Vui lòng không gửi lại.' : '';
}
