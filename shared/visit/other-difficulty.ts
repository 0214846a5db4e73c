/** Said of a difficulty that no code fits; recorded without the resident's words. */
export const otherDifficulty = 'D99';
