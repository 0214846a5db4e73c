import en from '../../shared/locales/en/ui.json';
import vi from '../../shared/locales/vi/ui.json';
import './panel.css';

/**
 * What stands on the glass when the kiosk cannot serve: in both languages, since nobody can be asked. It needs nothing of
 * the rest: no bridge, no view, no library. `code`: for whoever is called to repair it.
 */
export function showOutOfService(code: string): void {
  const panel = document.createElement('main');
  panel.className = 'out-of-service';
  const small = document.createElement('small');
  small.textContent = vi.outOfService.code.replace('{{code}}', code);
  panel.append(block('h1', vi.outOfService, 'vi'), block('h2', en.outOfService, 'en'), small);
  document.body.replaceChildren(panel);
}

function block(tag: 'h1' | 'h2', words: typeof vi.outOfService, language: string): HTMLElement {
  const section = document.createElement('section');
  section.lang = language;
  const heading = document.createElement(tag);
  heading.textContent = words.title;
  const text = document.createElement('p');
  text.textContent = words.body;
  section.append(heading, text);
  return section;
}
