import { IdCard } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TerminalFace } from '../../../shared/ipc/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import { readFromCamera } from './camera-reader.ts';
import css from './card-reader.module.css';
import { readKeys } from './keyboard-reader.ts';

/** Waits for a card's code, by the reader this kiosk has. */
export function CardReader({
  reader,
  paused,
  onText,
}: {
  reader: TerminalFace['cardReader'];
  paused: boolean;
  onText: (text: string) => void;
}) {
  if (paused) return null;
  if (reader === 'camera') return <Camera onText={onText} />;
  // A serial one is read in main.
  return reader === 'keyboard' ? <KeyboardScanner onText={onText} /> : <Here />;
}

function KeyboardScanner({ onText }: { onText: (text: string) => void }) {
  useEffect(() => {
    const keys = readKeys(onText);
    const hear = (event: KeyboardEvent): void => {
      event.preventDefault();
      keys.key(event);
    };
    addEventListener('keydown', hear, { capture: true });
    return () => {
      removeEventListener('keydown', hear, { capture: true });
      keys.stop();
    };
  }, [onText]);
  return <Here />;
}

function Here() {
  return (
    <div className={css.place}>
      <Icon of={IdCard} size="large" />
    </div>
  );
}

function Camera({ onText }: { onText: (text: string) => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [broken, setBroken] = useState(false);
  const hear = useRef(onText);
  useEffect(() => {
    const ending = new AbortController();
    if (video.current !== null) {
      readFromCamera(video.current, ending.signal).then(
        (text) => {
          if (text !== null && !ending.signal.aborted) hear.current(text);
        },
        () => setBroken(true),
      );
    }
    return () => ending.abort();
  }, []);
  return (
    <div className={css.place}>
      {broken ? <p>{t('card.noCamera')}</p> : <p>{t('card.camera')}</p>}
      <video ref={video} className={css.video} muted playsInline hidden={broken} />
    </div>
  );
}
