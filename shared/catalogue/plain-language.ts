/**
 * What plain language means here, as rules a program can check. Each language has its own; one that nobody has set rules
 * for has none, since what is plain in it is for its readers to say.
 */
export interface PlainRules {
  /** Longest sentence, words (Vietnamese: syllables). */
  sentence: number;
  /** Most words on one screen, K-38: with more, people start again from the beginning. */
  screen: number;
  /** What must not stand in a text, each with the reason a writer reads. */
  avoid: { pattern: RegExp; why: string }[];
}

/** Being in a state is no passive: nobody does anything in 'is married'. */
const states =
  'allowed|approved|ashamed|authorised|available|blurred|booked|born|broken|called|cancelled|closed|disabled|divorced|done|expired|finished|free|given|gone|injured|limited|locked|logged|lost|married|missing|needed|not?arised|open|over|put|registered|related|required|sorry|stuck|tired|torn|unsure|unused|used|waived|worried|worn';
const irregular =
  'made|sent|kept|found|held|told|taken|written|shown|known|seen|built|brought|bought|paid|read|set|met|let|heard|felt|dealt|drawn|chosen|spoken|withdrawn';
const passive = new RegExp(
  `\\b(?:am|is|are|was|were|be|been|being)\\s+(?:not\\s+|yet\\s+|never\\s+|already\\s+|also\\s+|\\w+ly\\s+)*(?!(?:${states})\\b)(?:\\w{2,}ed|${irregular})\\b(?!-)`,
  'i',
);
/** Vietnamese stands in “quotation marks” or (brackets), where a form or a screen shows it. */
const vietnameseLetter = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
/** Names of places, and numbers of acts as they are cited: 154/2024/NĐ-CP. */
const places =
  /\b[\d.]+\/(?:\d{4}\/)?\p{Lu}[\p{L}\d-]*|\b(?:Hà Nội|Tây Nguyên|Hồ Chí Minh|Đà Nẵng|Nguyễn)(?![\p{L}])/gu;

export const plainRules: Record<string, PlainRules> = {
  vi: { sentence: 25, screen: 60, avoid: [] },
  // Sentences: GOV.UK asks for at most 25 words; residents stand, and many read English as a second language.
  en: {
    sentence: 22,
    screen: 60,
    avoid: [
      { pattern: passive, why: 'a passive: say who does it' },
      {
        pattern: /\b(?:whoever|whomever|somebody|hereby|herein|aforementioned|shall)\b/i,
        why: 'a word that people do not say',
      },
      {
        pattern: /\b(?:the|your|my|this) files? (?:is|was|code|are)\b/i,
        why: "'file' is translated: application, case number",
      },
      {
        pattern: /(?<!forms? |notices? |slips? |and |or |\(|\ba |\bthe )\bCT\d\d\b/i,
        why: "a form's number without the word 'form' or 'notice'",
      },
    ],
  },
};

export const noRules: PlainRules = {
  sentence: Number.POSITIVE_INFINITY,
  screen: Number.POSITIVE_INFINITY,
  avoid: [],
};

/** Words as they are counted: Vietnamese writes each syllable as one. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** The sentences of a text, without what the portal or a form itself writes between quotation marks. */
function sentencesIn(text: string): string[] {
  return text.split(/[.!?;…:]+(?:\s|$)/).filter((sentence) => wordsIn(sentence) > 0);
}

/** What makes a text hard in its language, one phrase a fault. */
export function hardIn(text: string, language: string): string[] {
  const rules = plainRules[language] ?? noRules;
  const ours = text.replaceAll(/“[^”]*”/g, '');
  const foreign = language === 'en' && vietnameseLetter.test(ours.replaceAll(/\([^)]*\)/g, '').replaceAll(places, ''));
  return [
    ...sentencesIn(text)
      .map(wordsIn)
      .filter((count) => count > rules.sentence)
      .map((count) => `a sentence of ${count} words, at most ${rules.sentence}`),
    ...rules.avoid
      .map(({ pattern, why }) => ({ found: pattern.exec(ours)?.[0], why }))
      .filter(({ found }) => found !== undefined)
      .map(({ found, why }) => `'${found}': ${why}`),
    ...(foreign ? ['Vietnamese outside quotation marks and brackets'] : []),
  ];
}

/** How plain a language is on the whole. */
export interface PlainFigures {
  sentences: number;
  meanWords: number;
  longest: number;
  /** Sentences in the passive voice, per cent; null where no rule says what that is. */
  passive: number | null;
}

export function plainFigures(texts: string[], language: string): PlainFigures {
  const sentences = texts.flatMap(sentencesIn);
  const counts = sentences.map(wordsIn);
  const isPassive = (sentence: string): boolean => passive.test(sentence.replaceAll(/“[^”]*”/g, ''));
  return {
    sentences: sentences.length,
    meanWords: counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length),
    longest: Math.max(0, ...counts),
    passive: language === 'en' ? (sentences.filter(isPassive).length / Math.max(1, sentences.length)) * 100 : null,
  };
}
