import { Delete, Search as SearchShape } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { openFinder } from '../../../shared/catalogue/finder.ts';
import { Choice } from '../../ui/choice.tsx';
import { CatalogueIcon, Icon } from '../../ui/icon.tsx';
import { letterRows } from '../../ui/keyboard/layouts.ts';
import { Press } from '../../ui/press.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';
import css from './search.module.css';

const longestQuery = 40;
/** As many as stand over the keys without hiding one another. */
const resultsShown = { M: 3, L: 2, XL: 1 };

/** A few letters, without signs, find a service. What is typed is in the visit's memory alone and dies with it. */
export function Search() {
  const { t } = useTranslation();
  const { view, catalogue, words, send } = usePlace();
  const query = view.search;
  const find = useMemo(() => openFinder(catalogue, words), [catalogue, words]);
  const found = find(query, resultsShown[view.textSize]);
  const type = (text: string): void => {
    if (text.length <= longestQuery) send({ type: 'search.typed', text });
  };

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Backspace') type(query.slice(0, -1));
      else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) type(query + event.key);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });

  return (
    <Frame title={t('search.title')}>
      <div className={css.results}>
        {found.map(({ service }) => (
          <Choice
            key={service.id}
            icon={<CatalogueIcon name={service.icon} />}
            title={words.services[service.id]?.plainName ?? ''}
            note={words.services[service.id]?.officialName}
            onPress={() => send({ type: 'service.chosen', service: service.id })}
          />
        ))}
        {found.length === 0 ? (
          <p className={css.note}>{query.trim() === '' ? t('search.empty') : t('search.nothing')}</p>
        ) : null}
      </div>
      <p className={css.query} data-query="">
        <Icon of={SearchShape} size="large" />
        <span>{query}</span>
        <span className={css.caret} />
      </p>
      <div className={css.pad}>
        {letterRows.qwerty.map((row) => (
          <div key={row} className={css.row}>
            {row.split('').map((letter) => (
              <Press key={letter} kind="key" guarded={false} onPress={() => type(query + letter)}>
                {letter}
              </Press>
            ))}
            {row === letterRows.qwerty.at(-1) ? (
              <span className={css.wideKey}>
                <Press kind="key" wide guarded={false} onPress={() => type(query.slice(0, -1))}>
                  <Icon of={Delete} />
                  {t('search.delete')}
                </Press>
              </span>
            ) : null}
          </div>
        ))}
        <div className={css.row}>
          <span className={css.wideKey}>
            <Press guarded={false} wide onPress={() => type('')}>
              {t('search.clear')}
            </Press>
          </span>
          <span className={css.space}>
            <Press guarded={false} wide onPress={() => type(`${query} `)}>
              {t('search.space')}
            </Press>
          </span>
        </div>
      </div>
    </Frame>
  );
}
