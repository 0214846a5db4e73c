/** A scanner presses a key every few ms; no hand does. */
const slowestMs = 80;
/** Silence after which a code counts as whole, for scanners that end without Enter. */
const endMs = 250;
/** Shorter than any code of a card. */
const shortest = 12;

/**
 * Puts the keys of a scanner that types like a keyboard together into one text. What a person types is too slow and is let
 * go. Times are those of the events, ms.
 */
export function readKeys(onText: (text: string) => void): {
  key(event: { key: string; timeStamp: number }): void;
  stop(): void;
} {
  let text = '';
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(timer);
    const whole = text;
    text = '';
    if (whole.length >= shortest) onText(whole);
  };
  return {
    key({ key, timeStamp }) {
      if (timeStamp - last > slowestMs) text = '';
      last = timeStamp;
      if (key === 'Enter' || key === 'Tab') {
        end();
        return;
      }
      // A key that the system could not name stands for a letter that is lost.
      text += key.length === 1 ? key : key === 'Dead' || key === 'Process' || key === 'Unidentified' ? '\uFFFD' : '';
      clearTimeout(timer);
      timer = setTimeout(end, endMs);
    },
    stop() {
      clearTimeout(timer);
      text = '';
    },
  };
}
