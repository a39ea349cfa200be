import type { Notice } from '../../model/notice.ts';
import { connectionCard } from './cards/connection.ts';
import { digestCard } from './cards/digest.ts';
import { heartbeatCard } from './cards/heartbeat.ts';
import { incidentCard } from './cards/incident.ts';
import { listCard } from './cards/list.ts';
import type { Card } from './elements.ts';
import { fitted, MOST_BYTES, type Draft } from './fit.ts';
import type { CardContext } from './words.ts';

/** The card that tells a notice, in no more than so many bytes. */
export function cardOf(notice: Notice, context: CardContext, most = MOST_BYTES): Card {
  return fitted(draftOf(notice, context), most);
}

function draftOf(notice: Notice, context: CardContext): Draft {
  switch (notice.kind) {
    case 'incident':
    case 'drill':
      return incidentCard(notice, context);
    case 'list':
    case 'look-back':
      return listCard(notice, context);
    case 'connection':
      return connectionCard(notice, context);
    case 'digest':
      return digestCard(notice, context);
    case 'heartbeat':
      return heartbeatCard(notice, context);
  }
}

/** What a flow takes: `contentUrl` must be there, if only as null. Source: facts/teams-and-azure.md A.2. */
export function messageOf(card: Card): object {
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  };
}
