import { randomBytes, randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { blocksForm } from './blocks-form.ts';
import { makeIdentity } from './certificate.ts';
import { faultPage, filedPage, homePage, payPage, procedurePage, searchPage, trackPage } from './common-pages.ts';
import { escapePage, lookAlikeHost } from './escapes.ts';
import type { PortalFault } from './faults.ts';
import { codePage, logInPage, squareCodePage } from './log-in.ts';
import { bankPage, type FormVariant, libraryFile, listPage, ministryProcedure, widgetsForm } from './widgets-form.ts';
import { wizardForm } from './wizard-form.ts';

export type Markup = 'blocks' | 'wizard' | 'widgets';

/** What was filed, in memory, to be looked at by tests. */
export interface Filing {
  code: string;
  fields: Record<string, string>;
  files: { name: string; size: number }[];
}

/** The stand-in for the state's portal: the same order of blocks, the same words, the same faults; it sends nothing anywhere. */
export interface Portal {
  /** What Chromium has to be told so that the portal's names lead here and nothing else leads anywhere. */
  switches: string[];
  setMarkup(markup: Markup): void;
  fault(name: PortalFault, on: boolean): void;
  clearFaults(): void;
  /** Everything that was asked for, whatever host it was meant for. */
  requests: { host: string; method: string; path: string }[];
  filings: Filing[];
  /** The code that was 'sent to the phone' last. */
  otp(): string;
  /** What stands in the picture. */
  captcha(): string;
  /** The phone says yes to the square code. */
  confirm(): void;
  close(): Promise<void>;
}

const portalHost = 'dichvucong.gov.vn';
const logInHost = 'vneid.gov.vn';
const residenceHost = 'dichvucong.dancuquocgia.gov.vn';
const paymentHost = 'pay.vietcombank.com.vn';
const ministryHost = 'dichvucong.bocongan.gov.vn';
const formPath = '/portal/p/home/dang-ky-tam-tru.html';
const listPath = '/portal/p/home/ho-so.html';
/** Names of nobody that the tests of the walls lead to. */
const hostile = ['evil.test', `${portalHost}.evil.test`, lookAlikeHost];
const largestFile = 15 * 1024 * 1024;

export async function startPortal({
  markup = 'blocks',
  variant = { numbered: false, mask: true, opens: 'late' },
  slowMs = 15_000,
  phone = () => undefined,
}: {
  markup?: Markup;
  /** What no source tells of the residence portal's form, one way or the other. */
  variant?: FormVariant;
  slowMs?: number;
  /** Told each code that would be sent to the resident's telephone. */
  phone?: (code: string) => void;
} = {}): Promise<Portal> {
  const hosts = [portalHost, logInHost, residenceHost, ministryHost, paymentHost, ...hostile];
  const [ours, stranger] = await Promise.all([makeIdentity(hosts), makeIdentity(hosts)]);
  const faults = new Set<PortalFault>();
  const sessions = new Set<string>();
  const requests: Portal['requests'] = [];
  const filings: Filing[] = [];
  let otp = '';
  let captcha = '';
  let confirmed = false;
  let sent = 0;

  const loggedIn = (request: IncomingMessage): boolean => {
    const [, id = ''] = /phien=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
    return sessions.has(id) && !faults.has('expired-login');
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const url = new URL(request.url ?? '/', `https://${host}`);
    requests.push({ host, method: request.method ?? 'GET', path: url.pathname });
    const html = (text: string, status = 200): void => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(text);
    };
    const json = (value: unknown): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const go = (to: string, headers: Record<string, string> = {}): void => {
      response.writeHead(302, { location: to, ...headers }).end();
    };
    if (hostile.includes(host)) return html('<h1>hit</h1>');
    if (faults.has('down')) return void response.destroy();
    if (faults.has('slow')) await new Promise((done) => setTimeout(done, slowMs));
    if (faults.has('error-500')) return html(faultPage(), 502);
    if (faults.has('blank')) return html('');
    const post = request.method === 'POST';
    const { pathname: path, searchParams: asked } = url;

    if (host === logInHost) {
      if (path === '/quet-ma') {
        confirmed = false;
        return html(squareCodePage());
      }
      if (path === '/cho-xac-nhan') return json(confirmed ? { go: backWith() } : {});
      if (path === '/ma-otp' && post) {
        const { code } = await formOf(request);
        if (faults.has('no-otp') || code !== otp) return html(codePage('Mã OTP không đúng hoặc đã hết hạn'));
        return go(backWith());
      }
      if (path === '/dang-nhap' && post) {
        const { account = '', password = '' } = await formOf(request);
        if (faults.has('account-locked')) return html(logInPage('Tài khoản đã bị khóa do nhập sai quá 5 lần'));
        if (!/^\d{12}$/.test(account) || password === '')
          return html(logInPage('Số định danh hoặc mật khẩu không đúng'));
        otp = String(randomInt(0, 1_000_000)).padStart(6, '0');
        phone(otp);
        return html(codePage());
      }
      return html(logInPage());
    }

    const library = path.startsWith('/lib/') ? libraryFile(path.slice('/lib/'.length)) : null;
    if (library !== null) return void response.writeHead(200, { 'content-type': library.type }).end(library.text);
    if (host === paymentHost) {
      // What was posted to it is shown, so that one sees that it came as it was sent.
      return html(bankPage(post ? ((await formOf(request)).ma ?? '') : (asked.get('ma') ?? '')));
    }
    if (host === residenceHost && path === '/portal/util/rest_exec') return json({ code: 'G01.899.000001' });
    if (host === residenceHost && path === listPath) return html(listPage());
    if (host === ministryHost && path === '/bocongan/bothutuc/tthc') return html(ministryProcedure());
    if (host === residenceHost && path === formPath) return html(widgetsForm(variant));
    if (path === '/') return html(homePage(loggedIn(request)));
    if (path === '/sw.js')
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end('self.onfetch = () => {}');
    if (path === '/dang-nhap') return go(`https://${logInHost}/dang-nhap`);
    if (path === '/dang-nhap/ve') {
      const session = asked.get('phien') ?? '';
      return go(sessions.has(session) ? '/tim-kiem' : '/', {
        'set-cookie': `phien=${session}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=86400`,
      });
    }
    if (path === '/dang-xuat') return go('/');
    if (path === '/tim-kiem') return html(searchPage());
    if (path.startsWith('/thu-tuc/')) return html(procedurePage());
    if (path === '/tra-cuu') return html(trackPage(asked.get('ma') ?? ''));
    if (path === '/danh-muc/tinh')
      return json(faults.has('empty-drop-downs') ? [] : ['Thành phố Hà Nội', 'Tỉnh Phú Thọ']);
    if (path === '/danh-muc/xa')
      return json(faults.has('empty-drop-downs') ? [] : ['Phường Cửa Nam', 'Phường Hoàn Kiếm']);
    if (path === '/toi')
      return json({
        fullName: 'Nguyễn Thị Ví Dụ',
        birthDate: '01/01/1990',
        sex: 'Nữ',
        personalNumber: '099190000001',
        phone: '0990000000',
      });
    if (path === '/escape-302') return go('https://evil.test/hit');
    if (path === '/tai-ve')
      return void response
        .writeHead(200, { 'content-disposition': 'attachment; filename="to-khai.docx"' })
        .end('noi dung');
    if (path.startsWith('/escape/')) {
      const found = escapePage(path.slice('/escape/'.length));
      return found === null ? html('', 404) : html(found);
    }
    if (!loggedIn(request)) return go(`https://${logInHost}/dang-nhap`);
    if (path === '/kiem-tra') return json({ error: faults.has('not-in-database') ? notFound : '' });
    if (path === '/gui-ho-so' && post)
      return await file(request, (error, to) => reply(request, { error, to, html, json, go }));
    if (path === '/ket-qua') return html(filedPage(asked.get('ma') ?? ''));
    if (path === '/thanh-toan') {
      const code = asked.get('ma') ?? '';
      if (!post) return html(payPage(code));
      return faults.has('payment-fails')
        ? html(payPage(code, 'Thanh toán không thành công. Mã lỗi 99.'))
        : go(`/tra-cuu?ma=${code}`);
    }
    if (path === '/nop-ho-so' && markup === 'widgets') return go(`https://${residenceHost}${formPath}?TT=TAMTRU_01`);
    if (path.startsWith('/nop-ho-so')) return html(form(''));
    return html('<h1>404</h1>', 404);
  }

  function form(error: string): string {
    captcha = randomBytes(3).toString('hex').slice(0, 5).toUpperCase();
    const drawn = `<svg width="150" height="44" role="img" aria-label="Hình mã xác nhận"><rect width="150" height="44" fill="#eef"/><text x="16" y="30" font-size="24" letter-spacing="5" transform="rotate(-4 75 22)">${captcha}</text></svg>`;
    const changed = faults.has('changed-markup');
    return markup === 'blocks'
      ? blocksForm({ error, captcha: drawn, changed })
      : wizardForm({ captcha: drawn, changed });
  }

  function reply(
    request: IncomingMessage,
    answered: { error: string; to: string; html(text: string): void; json(value: unknown): void; go(to: string): void },
  ): void {
    const { error, to, html, json, go } = answered;
    if (request.headers.accept === 'application/json') json(error === '' ? { go: to } : { error });
    else if (error === '') go(to);
    else html(form(error));
  }

  async function file(request: IncomingMessage, done: (error: string, to: string) => void): Promise<void> {
    const fields: Record<string, string> = {};
    const files: Filing['files'] = [];
    for (const [name, value] of await multipart(request)) {
      if (typeof value === 'string') fields[name] = value;
      else if (value.size > 0) files.push({ name: value.name, size: value.size });
    }
    const large = faults.has('too-large-file') || files.some(({ size }) => size > largestFile);
    const wrong = (fields.captcha ?? '').toUpperCase() !== captcha || faults.has('wrong-captcha');
    if (faults.has('not-in-database')) return done(notFound, '');
    if (wrong) return done('Mã xác nhận không đúng', '');
    if (fields.responsible !== '1') return done('Chưa xác nhận chịu trách nhiệm về lời khai', '');
    if (large) return done('Tệp đính kèm vượt quá dung lượng 15MB', '');
    sent += 1;
    if (faults.has('double-submit')) return done('Hồ sơ này đã được gửi. Vui lòng không gửi lại.', '');
    const code = `G01.899.${String(sent).padStart(6, '0')}`;
    filings.push({ code, fields, files });
    done('', `/ket-qua?ma=${code}`);
  }

  function backWith(): string {
    const session = randomBytes(12).toString('hex');
    sessions.add(session);
    return `https://${portalHost}/dang-nhap/ve?phien=${session}`;
  }

  const listen = async (identity: { key: string; cert: string }): Promise<Server> => {
    const server = createServer(identity, (request, response) => {
      answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return server;
  };
  const server = await listen(ours);
  const { port } = server.address() as AddressInfo;
  const mapped = hosts.map((host) => `MAP ${host}:443 127.0.0.1:${port}`);
  function setFault(name: PortalFault, on: boolean): void {
    if (on) faults.add(name);
    else faults.delete(name);
    if (name !== 'bad-certificate') return;
    // Connections are kept alive: those made before would not see it.
    server.setSecureContext(on ? stranger : ours);
    server.closeAllConnections();
  }

  return {
    switches: [
      `--host-resolver-rules=${[...mapped, 'MAP * ~NOTFOUND'].join(', ')}`,
      `--ignore-certificate-errors-spki-list=${ours.spki}`,
    ],
    setMarkup: (next) => {
      markup = next;
    },
    fault: setFault,
    clearFaults() {
      for (const name of faults) setFault(name, false);
    },
    requests,
    filings,
    otp: () => otp,
    captcha: () => captcha,
    confirm: () => {
      confirmed = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const notFound = 'Thông tin công dân không tồn tại trong CSDL quốc gia về dân cư';

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams((await bodyOf(request)).toString()));
}

async function multipart(request: IncomingMessage): Promise<FormData> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return await new Response(new Uint8Array(await bodyOf(request)), { headers }).formData();
}
