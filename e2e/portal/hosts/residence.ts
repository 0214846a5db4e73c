import { requestRejected } from '../common-pages.ts';
import { dossiersPage } from '../dossier-pages.ts';
import { guestsForm } from '../guests-form.ts';
import { type ResidenceCase, registrationForm, residenceCases } from '../registration-form.ts';
import {
  bodyOf,
  type Exchange,
  type Filing,
  type Host,
  hosts,
  isLoggedIn,
  multipart,
  type StandIn,
} from '../stand-in.ts';
import { comeBack, toLogIn } from './log-in.ts';

const home = '/portal/p/home/';
/** How long the citizen database takes to answer, and a file to be taken, ms. */
const citizenMs = 2500;
const uploadMs = 300;

/** The residence portal: every form of ours, and the dossiers of whoever is logged in. */
export const residenceHost: Host = async (standIn, exchange) => {
  const { path, asked, post, html, go } = exchange;
  if (standIn.markup !== 'widgets') {
    go(`https://${hosts.national}/`);
    return true;
  }
  if (standIn.faults.has('request-rejected')) html(requestRejected());
  else if (path === '/sso') comeBack(standIn, exchange);
  else if (!isLoggedIn(standIn, exchange)) go(toLogIn(exchange));
  else if (path === '/portal/util/rest_exec' && post) await execute(standIn, exchange);
  else if (path === '/portal/util/upload' && post) await upload(exchange);
  else if (path === `${home}dang-ky-tam-tru.html`) {
    const kind = asked.get('TT') ?? '';
    html(registrationForm(standIn.variant, isCase(kind) ? kind : 'TAMTRU_01', asked.has('id')));
  } else if (path === `${home}thong-bao-luu-tru.html`) html(guestsForm(standIn.variant));
  else if (path === `${home}ho-so.html`) html(dossiersPage(standIn.filings, false));
  else if (path === `${home}xem-ho-so.html`) html(dossiersPage([], true));
  else return false;
  return true;
};

const isCase = (kind: string): kind is ResidenceCase => Object.hasOwn(residenceCases, kind);

/** The one address behind the form's scripts; what is wanted stands in the question. */
async function execute({ faults, filings }: StandIn, { request, json }: Exchange): Promise<void> {
  const asked = JSON.parse((await bodyOf(request)).toString()) as {
    service: string;
    is_send?: number;
    kind?: string;
  } & Pick<Filing, 'fields' | 'files'>;
  if (asked.service === 'citizen') {
    await wait(citizenMs);
    json(citizen);
  } else if (asked.service === 'fee') json({ fee: '7.000' });
  else if (asked.is_send === 1) {
    const code = `G01.899.${String(filings.length + 1).padStart(6, '0')}`;
    filings.push({ code, fields: { ...asked.fields, kind: asked.kind ?? '' }, files: asked.files });
    json({ code, refused: faults.has('payment-window-refused') });
  } else json({});
}

async function upload({ request, json }: Exchange): Promise<void> {
  const file = (await multipart(request)).get('file');
  await wait(uploadMs);
  json(file instanceof File ? { name: file.name, size: file.size } : {});
}

const wait = async (ms: number): Promise<void> => await new Promise((done) => setTimeout(done, ms));

/** Nobody. */
export const citizen = {
  fullName: 'Nguyễn Thị Ví Dụ',
  birthDate: '01/01/1990',
  sex: 'Nữ',
  personalNumber: '099190000001',
  phone: '0990000000',
};
