/** What became of what a resident wrote: sealed, refused for what it seems to hold, or not possible now. */
export type WordsAnswer = 'taken' | 'phone' | 'number' | 'email' | 'failed';
