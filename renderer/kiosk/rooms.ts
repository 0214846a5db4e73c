export { OfficerRoom } from './officer/officer-room.tsx';
export { PageDialog } from './portal/page-dialog.tsx';

import { Choose } from './screens/choose.tsx';
import { Ending } from './screens/ending.tsx';
import { Facts } from './screens/facts.tsx';
import { Farewell } from './screens/farewell.tsx';
import { Language } from './screens/language.tsx';
import { Papers } from './screens/papers.tsx';
import { Search } from './screens/search.tsx';
import { Situations } from './screens/situations.tsx';
import { Step } from './screens/step.tsx';
import { CardSheet } from './sheets/card.tsx';
import { Difficulties } from './sheets/difficulties.tsx';
import { Difficulty } from './sheets/difficulty.tsx';
import { Display } from './sheets/display.tsx';
import { Elsewhere } from './sheets/elsewhere.tsx';
import { FeeSheet } from './sheets/fee.tsx';
import { Help } from './sheets/help.tsx';
import { Languages } from './sheets/languages.tsx';
import { Photos } from './sheets/photos.tsx';
import { SlipSheet } from './sheets/slip.tsx';
import { Tools } from './sheets/tools.tsx';
import { WordsSheet } from './sheets/words.tsx';

/** Every screen but the first: loaded when that one stands, so that it waits for nothing. */
export const screens = {
  language: Language,
  choose: Choose,
  situations: Situations,
  search: Search,
  facts: Facts,
  papers: Papers,
  step: Step,
  ending: Ending,
  farewell: Farewell,
};

export const sheets = {
  display: Display,
  languages: Languages,
  elsewhere: Elsewhere,
  fee: FeeSheet,
  slip: SlipSheet,
  tools: Tools,
  card: CardSheet,
  photos: Photos,
  difficulties: Difficulties,
  'more-difficulties': Difficulties,
  difficulty: Difficulty,
  words: WordsSheet,
  help: Help,
};
