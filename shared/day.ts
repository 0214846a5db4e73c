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
