import type { Content } from '../../shared/catalogue/content.ts';
import { findService } from '../../shared/catalogue/guide.ts';
import { findAct } from '../../shared/catalogue/law.ts';
import { statementsIn } from '../../shared/catalogue/law-lint.ts';
import { wordsOn } from '../../shared/catalogue/words-on.ts';
import { type ContentWords, noWords } from '../../shared/catalogue/words-schema.ts';
import { chainOf, toBeRead } from './law-report.ts';

/**
 * The page that a lawyer reads before a hall opens, A4, in Vietnamese: the chain of acts, then every statement that stands
 * on one, in the words residents read, with a box to tick. Doubtful ones come marked. `today`: YYYY-MM-DD.
 */
export function lawPage(content: Content, today: string): string {
  const { catalogue } = content;
  const dated = content.words.vi;
  const words = dated === undefined ? noWords : wordsOn(dated, today);
  const doubtful = new Map(toBeRead(catalogue).map(({ where, why }) => [where, why]));
  const chain = chainOf(catalogue, today).map(({ act, lastDay, changes, statements }) =>
    row([
      `<b>${escaped(words.law.acts[act.id]?.short ?? act.number)}</b><br>${escaped(words.law.acts[act.id]?.name ?? '')}`,
      `${act.validFrom}${lastDay === null ? '' : ` → ${lastDay}`}`,
      changes.map(escaped).join('<br>'),
      escaped(act.url ?? 'không có địa chỉ'),
      `${escaped(act.read)}, ${escaped(act.confidence)}; tìm văn bản mới đến ${act.successorsSearchedTo}`,
      String(statements),
    ]),
  );
  const statements = statementsIn(catalogue)
    .filter(({ where, law }) => law !== undefined || doubtful.has(where))
    .map((statement) => {
      const { where, law = [], source, confidence, validFrom, validTo } = statement;
      const basis = law.map(({ act, article }) => {
        const name = words.law.acts[act]?.short ?? findAct(catalogue.law, act)?.number ?? act;
        return `${escaped(name)}, ${article === null ? '<b>chưa tìm thấy điều</b>' : escaped(article)}`;
      });
      const why = doubtful.get(where);
      return row([
        '☐ đúng<br>☐ sai',
        escaped(textOf(catalogue, words, where)),
        basis.join('<br>'),
        `${validFrom ?? '…'} → ${validTo ?? '…'}`,
        `${escaped(source.join(', '))}<br>${escaped(confidence)}${why === undefined ? '' : ` <b>(${escaped(why)})</b>`}`,
        `<small>${escaped(where)}</small>`,
      ]);
    });
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Căn cứ pháp luật của nội dung ${escaped(catalogue.version)}</title>
<style>@page{size:A4 landscape;margin:12mm}body{font:12px/1.45 "Be Vietnam Pro",system-ui,sans-serif;color:#0f1f1d}h1,h2{color:#083f37;line-height:1.35}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8c8570;padding:1.2mm 1.6mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead{display:table-header-group}tr{break-inside:avoid}small{color:#33443f}</style>
<h1>Căn cứ pháp luật của nội dung, bản ${escaped(catalogue.version)}</h1>
<p>Ngày xem: ${today}. Người đọc: ………………………………… Ngày đọc: ……………………</p>
<h2>Chuỗi văn bản</h2>
${table(['Văn bản', 'Hiệu lực', 'Thay đổi', 'Địa chỉ', 'Đã đọc thế nào', 'Số câu'], chain)}
<h2>Những câu máy nói dựa trên luật (${statements.length})</h2>
${table(['Kết quả', 'Người dân đọc', 'Căn cứ', 'Từ ngày → đến ngày', 'Nguồn, độ tin cậy', 'Vị trí'], statements)}
</html>
`;
}

/** What residents read at the place that `where` names: 'SERVICE, fact ID', 'SERVICE, step ID', 'difficulty ID'. */
function textOf(catalogue: Content['catalogue'], words: ContentWords, where: string): string {
  const [first = '', kind = '', id = ''] = where.split(/, | /);
  if (first === 'difficulty')
    return sentences(words.difficulties[kind]?.title, words.difficulties[kind]?.help.join(' '));
  const spoken = words.services[findService(catalogue, first)?.id ?? ''];
  if (kind === 'fact') return sentences(spoken?.facts[id]?.title, spoken?.facts[id]?.why);
  if (kind === 'step') return sentences(spoken?.steps[id]?.title, spoken?.steps[id]?.body);
  return '';
}

const sentences = (...parts: (string | undefined)[]): string => parts.filter((part) => part !== undefined).join('. ');
const row = (cells: string[]): string => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const table = (head: string[], rows: string[]): string =>
  `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
