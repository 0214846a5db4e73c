/** A name of a few words that is read as one, such as 'quầy số 1': it does not break at the end of a line. */
export function unbroken(name: string): string {
  return name.replaceAll(' ', '\u00a0');
}
