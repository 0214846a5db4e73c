import { BellRing, FileText, Image, QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Card, NumberedCard } from '../../ui/card.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Pages } from '../../ui/pages.tsx';
import { Press } from '../../ui/press.tsx';
import { SquareCode } from '../../ui/square-code.tsx';
import { Frame } from '../frame.tsx';
import { usePlace } from '../place.ts';

/** The page asks for a file: papers come from the resident's telephone where the hall allows it; else what one does instead. */
export function Photos() {
  const { portal } = usePlace();
  const { state } = portal.papers;
  return state === 'off' || state === 'failed' ? <ElsewhereOnly /> : <FromPhone />;
}

function FromPhone() {
  const { t } = useTranslation();
  const { portal, portalAct } = usePlace();
  const { state, address, papers } = portal.papers;
  const forPapers = portal.wantsFile ? t('photos.choose') : t('photos.received');
  const leads = { opening: t('photos.opening'), waiting: papers.length > 0 ? forPapers : t('photos.scan') };
  const code = address === null ? null : <SquareCode key="code" text={address} name={t('photos.code')} />;
  return (
    <Frame
      title={t('photos.fromPhone')}
      lead={state === 'opening' || state === 'waiting' ? leads[state] : t('photos.over')}
      actions={
        <>
          {state === 'over' ? (
            <Press kind="main" onPress={() => portalAct({ act: 'papers-again' })}>
              <Icon of={QrCode} />
              {t('photos.again')}
            </Press>
          ) : null}
          <OfficerPress />
        </>
      }
    >
      {papers.length === 0 ? (
        code
      ) : (
        <Pages>
          {papers.map((paper) => (
            <PaperRow key={paper.number} {...paper} />
          ))}
          {code}
        </Pages>
      )}
    </Frame>
  );
}

/** A paper that came; to be put on the page once the page has asked for one. */
function PaperRow({ number, kind, kilobytes }: { number: number; kind: 'jpeg' | 'pdf'; kilobytes: number }) {
  const { t } = useTranslation();
  const { portal, portalAct } = usePlace();
  const title = t('photos.paper', { number });
  const note = kind === 'pdf' ? t('photos.pdf', { kilobytes }) : t('photos.jpeg', { kilobytes });
  if (!portal.wantsFile) {
    return (
      <Card label={title}>
        <p data-paper={number}>{note}</p>
      </Card>
    );
  }
  return (
    <Choice
      icon={<Icon of={kind === 'pdf' ? FileText : Image} />}
      title={title}
      note={note}
      onPress={() => portalAct({ act: 'attach', paper: number })}
    />
  );
}

function ElsewhereOnly() {
  const { t } = useTranslation();
  return (
    <Frame title={t('photos.title')} lead={t('photos.lead')} actions={<OfficerPress />}>
      <Pages>
        <NumberedCard key="phone" number={1}>
          {t('photos.phone')}
        </NumberedCard>
        <NumberedCard key="continue" number={2}>
          {t('photos.continue')}
        </NumberedCard>
        <NumberedCard key="desk" number={3}>
          {t('photos.desk')}
        </NumberedCard>
      </Pages>
    </Frame>
  );
}

function OfficerPress() {
  const { t } = useTranslation();
  const { send } = usePlace();
  return (
    <Press kind="help" onPress={() => send({ type: 'help.called' })}>
      <Icon of={BellRing} />
      {t('photos.officer')}
    </Press>
  );
}
