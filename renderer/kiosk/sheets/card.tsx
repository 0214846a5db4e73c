import { ArrowRight, Check, Eye, IdCard, RotateCw, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledField } from '../../../shared/portal/observation.ts';
import { Card as Box } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { CardReader } from '../card/card-reader.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';

/** The card fills the form: agreed to first, shown masked, gone after use. */
export function CardSheet() {
  const { portal } = usePlace();
  const { state } = portal.card;
  if (state === 'shown') return <Shown />;
  if (state === 'filled') return <Filled />;
  return state === 'consent' ? <Consent /> : <Waiting />;
}

function useLeave(): () => void {
  const { send, portalAct } = usePlace();
  return () => {
    portalAct({ act: 'card-forget' });
    send({ type: 'back' });
  };
}

function Consent() {
  const { t } = useTranslation();
  const { portalAct } = usePlace();
  const leave = useLeave();
  // Never ticked beforehand, and forgotten with the sheet.
  const [agreed, setAgreed] = useState(false);
  return (
    <Frame
      title={t('card.consentTitle')}
      lead={t('card.consentLead')}
      actions={
        <>
          {agreed ? (
            <Press kind="main" onPress={() => portalAct({ act: 'card-agreed' })}>
              {t('card.go')}
              <Icon of={ArrowRight} />
            </Press>
          ) : null}
          <Press onPress={leave}>{t('card.no')}</Press>
        </>
      }
    >
      <Pages>
        <Box key="what">
          <p>{t('card.what')}</p>
        </Box>
        <Box key="where">
          <p>{t('card.where')}</p>
        </Box>
        <Press key="agree" kind="choice" pressed={agreed} onPress={() => setAgreed(!agreed)}>
          <Icon of={agreed ? Check : IdCard} />
          {t('card.agree')}
        </Press>
      </Pages>
    </Frame>
  );
}

function Waiting() {
  const { t } = useTranslation();
  const { terminal, portal, portalAct } = usePlace();
  const leave = useLeave();
  const { state, fault } = portal.card;
  const refused = state === 'refused' && fault !== null;
  return (
    <Frame
      title={refused ? t('card.refusedTitle') : t('card.waitingTitle')}
      lead={refused ? t(`card.fault.${fault}`) : t('card.waitingLead')}
      actions={
        <>
          {refused ? (
            <Press kind="main" onPress={() => portalAct({ act: 'card-agreed' })}>
              <Icon of={RotateCw} />
              {t('card.again')}
            </Press>
          ) : null}
          <Press onPress={leave}>{t('card.no')}</Press>
        </>
      }
    >
      <CardReader
        key={state}
        reader={terminal.cardReader}
        paused={refused}
        onText={(text) => portalAct({ act: 'card-read', text: text.slice(0, 4000) })}
      />
    </Frame>
  );
}

function Shown() {
  const { t } = useTranslation();
  const { portal, portalAct } = usePlace();
  const leave = useLeave();
  const { masked, revealed, doubts } = portal.card;
  return (
    <Frame
      title={t('card.shownTitle')}
      actions={
        <>
          <Press
            kind="main"
            onPress={() => {
              portalAct({ act: 'card-fill' });
            }}
          >
            {t('card.fill')}
            <Icon of={ArrowRight} />
          </Press>
          <Press onPress={leave}>
            <Icon of={X} />
            {t('card.forget')}
          </Press>
        </>
      }
    >
      <Pages>
        <Box key="id" label={t('card.id')}>
          <p data-card-number="">{revealed ?? masked?.id}</p>
        </Box>
        <Box key="name" label={t('card.name')}>
          <p>{masked?.name}</p>
        </Box>
        <Box key="born" label={t('card.born')}>
          <p>{masked?.born}</p>
        </Box>
        {doubts.length === 0 ? null : <p key="doubt">{t('card.doubt')}</p>}
        <Press key="reveal" wide onPress={() => portalAct({ act: 'card-reveal' })}>
          <Icon of={Eye} />
          {t('card.reveal')}
        </Press>
      </Pages>
    </Frame>
  );
}

function Filled() {
  const { t } = useTranslation();
  const { portal } = usePlace();
  const leave = useLeave();
  const { filled } = portal.card;
  const of = (how: FilledField['how']): string[] => filled.filter((field) => field.how === how).map(({ box }) => box);
  return (
    <Frame
      title={t('card.filledTitle')}
      lead={t('card.filledLead')}
      actions={
        <Press kind="main" onPress={leave}>
          {t('card.back')}
          <Icon of={ArrowRight} />
        </Press>
      }
    >
      <Pages>
        {filled.length === 0 ? <p key="nothing">{t('card.nothing')}</p> : null}
        <Boxes key="filled" label={t('card.filled')} boxes={of('filled')} />
        <Boxes key="refused" label={t('card.refused')} boxes={of('refused')} />
        <Boxes key="missing" label={t('card.missing')} boxes={of('missing')} />
      </Pages>
    </Frame>
  );
}

/** Boxes as the portal writes them. */
function Boxes({ label, boxes }: { label: string; boxes: string[] }) {
  const { catalogue } = usePlace();
  const known = catalogue.portals.flatMap(({ pages }) =>
    pages.flatMap(({ blocks }) => blocks.flatMap((block) => block.boxes)),
  );
  const names = boxes.map((id) => known.find((box) => box.id === id)?.name[0] ?? id);
  if (names.length === 0) return null;
  return (
    <Box label={label}>
      <p data-card-boxes="">{names.join('; ')}</p>
    </Box>
  );
}
