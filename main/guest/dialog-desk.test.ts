import { describe, expect, test } from 'vitest';
import type { DialogFace } from '../../shared/portal/face.ts';
import { type Dialog, type DialogSite, openDialogDesk } from './dialog-desk.ts';

const confirm: Dialog = { kind: 'confirm', message: 'Xóa dòng này?', host: 'dichvucong.gov.vn', suggested: '' };

/** A desk, what it shows, and pages whose answers are written down. */
function open() {
  let shown: DialogFace | null = null;
  const heard: string[] = [];
  const desk = openDialogDesk({
    onChange: (face) => {
      shown = face;
    },
  });
  const ask = (site: DialogSite = 'portal', dialog: Partial<Dialog> = {}): void =>
    desk.opened(site, { ...confirm, ...dialog }, (accept, text) => void heard.push(`${site} ${accept} ${text}`.trim()));
  const face = (): DialogFace => {
    if (shown === null) throw new Error('nothing is asked');
    return shown;
  };
  return { desk, ask, heard, face, isAsked: () => shown !== null };
}

describe('the dialogs of a page', () => {
  test('are shown one after another, and each is answered once, by its number alone', () => {
    const { desk, ask, heard, face, isAsked } = open();
    ask();
    const { id } = face();
    ask('portal', { message: 'Và dòng kia?' });
    expect(face()).toMatchObject({ id, message: 'Xóa dòng này?' });
    desk.answer({ id: id + 1, accept: true });
    expect(heard).toEqual([]);
    desk.answer({ id, accept: true });
    expect(face().message).toBe('Và dòng kia?');
    desk.answer({ id, accept: true });
    expect(heard).toEqual(['portal true']);
    desk.answer({ id: face().id, accept: false });
    expect(heard).toEqual(['portal true', 'portal false']);
    expect(isAsked()).toBe(false);
  });

  test('take an answer in words in the form that Vietnamese is stored in', () => {
    const { desk, ask, heard, face } = open();
    ask('portal', { kind: 'prompt', suggested: 'Khai nhầm' });
    expect(face().suggested).toBe('Khai nhầm');
    desk.answer({ id: face().id, accept: true, text: 'phố'.normalize('NFD') });
    expect(heard).toEqual([`portal true ${'phố'.normalize('NFC')}`]);
  });

  test('show the page’s words, but none of its signs that turn writing round, hide, or pile up', () => {
    const { ask, face } = open();
    ask('portal', { message: `\u202Exóa\u200B\u0000  tệp\n\ne\u0301${'a'.padEnd(60, '\u0336')}\uD800` });
    expect(face().message).toBe('xóa tệp éa\u0336\u0336');
  });

  test('are cut to what the glass holds, with a sign that there was more', () => {
    const { desk, ask, face } = open();
    ask('portal', { message: '😀'.repeat(401) });
    expect([...face().message]).toHaveLength(400);
    expect(face().message.endsWith('😀…')).toBe(true);
    desk.answer({ id: face().id, accept: true });
    ask('portal', { message: 'a'.repeat(400) });
    expect(face().message).toBe('a'.repeat(400));
    desk.answer({ id: face().id, accept: true });
    ask('portal', { kind: 'prompt', message: 'a'.repeat(400), suggested: 'b'.repeat(51) });
    expect(face().message).toHaveLength(120);
    // Half a proposal would be sent as if it were the resident's answer.
    expect(face().suggested).toBe('');
  });

  test('on a page that one pays on never get a written answer', () => {
    const { desk, ask, heard, face } = open();
    ask('bank', { kind: 'prompt' });
    desk.answer({ id: face().id, accept: true, text: '4111' });
    expect(heard).toEqual(['bank false']);
  });

  test('can be stopped from the third in a row on; a touch of the page begins anew', () => {
    const { desk, ask, heard, face, isAsked } = open();
    const stops: DialogFace['stop'][] = [];
    for (let count = 0; count < 4; count += 1) {
      if (count === 2) desk.touched('portal');
      ask();
      stops.push(face().stop);
      expect(desk.stop(face().id)).toBeNull();
      desk.answer({ id: face().id, accept: true });
    }
    expect(stops).toEqual([null, null, null, null]);
    // Another document is no touch: a page that loads itself anew is a flood as well.
    desk.left('portal');
    ask();
    expect(face().stop).toBe('again');
    expect(desk.stop(face().id + 1)).toBeNull();
    expect(desk.stop(face().id)).toBe('again');
    expect([isAsked(), heard.at(-1)]).toEqual([false, 'portal false']);
  });

  test('of a stopped page are answered with no, unseen, until it is left; a second stop goes to the first page', () => {
    const { desk, ask, heard, face, isAsked } = open();
    for (let count = 0; count < 3; count += 1) ask();
    desk.stop(face().id);
    expect(heard).toEqual(['portal false', 'portal false', 'portal false']);
    ask();
    expect([isAsked(), heard.length]).toEqual([false, 4]);
    // The page that one pays on is another one.
    ask('bank');
    expect(face()).toMatchObject({ site: 'bank', stop: null });
    desk.answer({ id: face().id, accept: true });
    desk.left('portal');
    ask();
    expect(face().stop).toBe('home');
    expect(desk.stop(face().id)).toBe('home');
    desk.left('portal');
    desk.touched('portal');
    for (let count = 0; count < 3; count += 1) ask();
    expect(face().stop).toBe('again');
  });

  test('of a bank’s page that asks on and on close it, and leave the portal’s question where it is', () => {
    const { desk, ask, heard, face } = open();
    for (let count = 0; count < 3; count += 1) ask('bank');
    ask('portal');
    expect(desk.stop(face().id)).toBe('close');
    expect(heard).toEqual(['bank false', 'bank false', 'bank false']);
    expect(face().site).toBe('portal');
  });

  test('go with their page, are answered with no where the resident goes elsewhere, and end with the visit', () => {
    const { desk, ask, heard, isAsked } = open();
    ask('bank');
    ask();
    desk.cancelled('bank');
    expect([isAsked(), heard]).toEqual([true, ['bank false']]);
    desk.dismiss('portal');
    expect([isAsked(), heard.at(-1)]).toEqual([false, 'portal false']);
    ask();
    desk.close();
    expect([isAsked(), heard.length]).toEqual([false, 2]);
    ask();
    expect([isAsked(), heard.length]).toEqual([false, 3]);
  });
});
