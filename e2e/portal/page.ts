/** A page of the stand-in, plain as government portals are. It says what it is, so that nobody is misled. */
export function page(title: string, body: string, script = ''): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
body { margin: 0; font: 16px/1.5 Arial, "DejaVu Sans", sans-serif; color: #222; background: #fff }
.sample { background: #fff3cd; padding: 4px 16px; font-size: 13px }
header { background: #ce7a58; color: #fff; padding: 12px 16px; font-size: 19px }
header a { color: #fff; margin-right: 20px }
main { padding: 16px; max-width: 900px }
h1, h2, h3, legend { color: #7a1c1c; font-size: 19px }
fieldset { border: 1px solid #ccc; margin: 0 0 16px; padding: 8px 16px }
input:not([type=checkbox]):not([type=radio]):not([type=file]), select, textarea, .combo { font: inherit; padding: 6px; width: 100%; box-sizing: border-box; border: 1px solid #999; background: #fff; min-height: 38px }
td { padding: 4px 8px 8px 0; vertical-align: top } td:first-child { width: 34% } table { width: 100% }
button, .btn { font: inherit; padding: 8px 18px; background: #ce7a58; color: #fff; border: 0; border-radius: 3px; text-decoration: none; display: inline-block; cursor: pointer }
.error { color: #c00 } .row { margin-bottom: 12px } .options { border: 1px solid #999; max-height: 200px; overflow: auto } .options div { padding: 6px }
</style>
</head>
<body>
<div class="sample">Trang mẫu để thử máy, không phải trang thật. Không gửi đi đâu cả.</div>
<header><a href="https://dichvucong.gov.vn/">Cổng Dịch vụ công</a><a href="https://dichvucong.gov.vn/tim-kiem">Thủ tục hành chính</a><a href="https://dichvucong.gov.vn/tra-cuu">Tra cứu hồ sơ</a></header>
<main>${body}</main>
${script === '' ? '' : `<script>${script}</script>`}
</body>
</html>`;
}

/** For text that stands inside a page. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
