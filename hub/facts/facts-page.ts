import type { LandedFact } from '../../db/hub/landing.ts';
import { fontFaces } from '../fonts/serve-fonts.ts';

/** No script, no picture, no other address: a page of plain facts, in letters that the hub has itself. */
export const factsPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

export interface FactsOverview {
  kinds: { kind: string; count: number; latest: LandedFact[] }[];
  streams: { dev: string; stream: string; upto: number; lastAt: number }[];
}

/** What the hub holds, as one page for an engineer or a supervisor: facts by kind, and how many each device sent. */
export function factsPage({ kinds, streams }: FactsOverview): string {
  const devices = streams
    .map(({ dev, stream, upto, lastAt }) => row([dev, stream, String(upto), time(lastAt)]))
    .join('');
  const sections = kinds
    .map(
      ({ kind, count, latest }) =>
        `<h2>${escaped(kind)} <small>${count}</small></h2><table>${head(['Nhận lúc · Received', 'Thiết bị · Device', 'Số · Seq', 'Nội dung · Body'])}${latest
          .map((fact) => row([time(fact.receivedAt), fact.dev, String(fact.seq), bodyOf(fact)]))
          .join('')}</table>`,
    )
    .join('');
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Tiếp Dân: dữ kiện đã nhận</title>
<style>${fontFaces}body{font:16px/1.5 "Be Vietnam Pro",system-ui,sans-serif;color:#0f1f1d;background:#fbf8f1;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1,h2,th{font-weight:600}h1,h2{color:#083f37;line-height:1.35}small{color:#33443f;font-weight:400}table{border-collapse:collapse;width:100%;background:#fff}
th,td{border:1px solid #8c8570;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}</style>
<h1>Dữ kiện đã nhận <small>Facts received</small></h1>
<p>Không có dữ liệu về người dân trong bảng này. <br>This page holds no personal data.</p>
<h2>Thiết bị <small>Devices</small></h2><table>${head(['Thiết bị · Device', 'Chuỗi · Stream', 'Đã nhận · Received', 'Lần cuối · Last'])}${devices}</table>
${sections === '' ? '<p>Chưa có dữ kiện nào. · No facts yet.</p>' : sections}</html>`;
}

function bodyOf(fact: LandedFact): string {
  const text = fact.quarantine === null ? '' : `[${fact.quarantine}] `;
  try {
    const record = JSON.parse(fact.line) as { body?: unknown };
    return text + JSON.stringify(record.body);
  } catch {
    return text + fact.line.slice(0, 500);
  }
}

const head = (cells: string[]): string => `<tr>${cells.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr>`;
const row = (cells: string[]): string => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
const time = (ms: number): string =>
  new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Ho_Chi_Minh' }).format(
    ms,
  );

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
