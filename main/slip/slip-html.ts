import type { Slip } from '../../shared/slip/slip.ts';

/** Where the page built for slips takes its content. */
const place = '<!--slip-->';

/** The page that is printed: the built template (fonts, sizes for 80 mm paper) with this slip in it. */
export function slipPage(template: string, slip: Slip, language: string): string {
  if (!template.includes(place)) throw new Error('the slip template has no place for the slip');
  const parts = slip.parts.map(
    ({ heading, lines }, part) =>
      `<h2>${escaped(heading)}</h2>${
        part === 0
          ? `<ol>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ol>`
          : `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
      }`,
  );
  const body = `<p class="hall">${escaped(slip.hall)} · ${escaped(slip.day)}</p><div class="way"><i></i><i></i><i></i></div>
<p class="service">${escaped(slip.officialName)}</p><h1>${escaped(slip.title)}</h1><p>${escaped(slip.body)}</p>
${parts.join('\n')}${slip.source === null ? '' : `<p class="source">${escaped(slip.source)}</p>`}<p class="warning">${escaped(slip.warning)}</p>`;
  return template.replace(place, () => body).replace('<html lang="vi">', `<html lang="${escaped(language)}">`);
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
