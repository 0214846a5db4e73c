import type { Language } from '../../shared/visit/visit-state.ts';
import { Choice } from '../ui/choice.tsx';
import { words } from '../words.ts';
import { usePlace } from './place.ts';

/** A language, told in itself. */
export function LanguageChoice({ language }: { language: Language }) {
  const { send } = usePlace();
  const say = (key: 'name' | 'note'): string => words.getFixedT(language)(`language.${key}`);
  return (
    <div lang={language}>
      <Choice title={say('name')} note={say('note')} onPress={() => send({ type: 'language.chosen', language })} />
    </div>
  );
}
