/** Days as the halls count them. */

/** The day in the hall at this moment (wall clock, ms), YYYY-MM-DD. */
export function today(now: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now);
}

/** How numbers and days are written for readers of a language. */
export function localeOf(language: string): string {
  return language === 'vi' ? 'vi-VN' : 'en-GB';
}

/** A day (YYYY-MM-DD) as people of this language write it. */
export function dayIn(language: string, day: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC' }).format(new Date(day));
}

/** The same in a sentence: '28/2/2027' in Vietnamese, '28 February 2027' in English. */
export function dayInWords(language: string, day: string): string {
  if (language === 'vi') return dayIn(language, day);
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

/** A time of day in the hall (wall clock, ms) as people of this language read it; `seconds`: with them. */
export function clockIn(language: string, time: number, { seconds = false } = {}): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    hourCycle: 'h23',
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(time);
}

/** Day and month in the hall (wall clock, ms), for what was lately. */
export function dayAndMonthIn(language: string, time: number): string {
  const month = language === 'vi' ? 'numeric' : 'short';
  return new Intl.DateTimeFormat(localeOf(language), {
    day: 'numeric',
    month,
    timeZone: 'Asia/Ho_Chi_Minh',
  }).format(time);
}
