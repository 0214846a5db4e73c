/** Said of a difficulty that no code fits; recorded without the resident's words, which may follow, sealed. */
export const otherDifficulty = 'D99';
