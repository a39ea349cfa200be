import type { Card } from '../../local/channel/index.ts';

/** A message as Workflows wants it. */
export function messageOf(card: unknown): object {
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  };
}

/** A card with one line. */
export function cardSaying(text: string): Card {
  return {
    type: 'AdaptiveCard',
    version: '1.4',
    lang: 'en',
    body: [{ type: 'TextBlock', text, wrap: true }],
  };
}

const happened = (time: string, what: string): object => ({
  type: 'ColumnSet',
  spacing: 'small',
  columns: [
    { type: 'Column', width: '52px', items: [line(time, { isSubtle: true })] },
    { type: 'Column', width: 'stretch', items: [line(what)] },
  ],
});

function line(text: string, more: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...more }] };
}

/** A card with one of everything that Vigil's cards are made of. */
export const FULL_CARD: Card = {
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  type: 'AdaptiveCard',
  version: '1.4',
  lang: 'en',
  speak: 'Critical. Somebody else is using the mailbox of Dana Reyes.',
  fallbackText: 'Critical: somebody else is using the mailbox of Dana Reyes.',
  msteams: { width: 'Full' },
  body: [
    {
      type: 'Container',
      style: 'attention',
      bleed: true,
      items: [
        line('Critical: somebody is inside now', { color: 'attention', weight: 'bolder' }),
        {
          type: 'TextBlock',
          style: 'heading',
          text: 'Somebody else is using the mailbox of Dana Reyes, and is inviting your contacts as guests.',
          wrap: true,
        },
        line('Update 3 of INC-7F3K2Q · event 11:02, seen 11:09', { isSubtle: true, size: 'small' }),
      ],
    },
    happened('10:12', 'Signed in from Lagos on a rented server; never seen before for Dana or anyone here'),
    happened('10:14', 'Added a phone for MFA'),
    happened('10:31', 'Mailed 214 people, 187 of them for the first time, with one subject'),
    {
      type: 'FactSet',
      facts: [
        { title: 'Mailed', value: '214 people' },
        { title: 'Guests', value: '36, of whom 31 have not accepted yet' },
      ],
    },
    {
      type: 'Container',
      style: 'emphasis',
      items: [
        line('Now', { weight: 'bolder' }),
        line('1. Block sign-in and revoke the sessions of Dana Reyes.'),
        {
          type: 'RichTextBlock',
          inlines: [{ type: 'TextRun', text: 'dana@fjordline.example', fontType: 'monospace' }],
        },
      ],
    },
    ...['good', 'warning', 'accent'].map((style) => ({
      type: 'Container',
      style,
      items: [line(style, { color: style }), line('Beside it', { isSubtle: true })],
    })),
  ],
  actions: [
    { type: 'Action.OpenUrl', title: 'Open the incident', url: 'https://vigil.example/', style: 'positive' },
    { type: 'Action.OpenUrl', title: 'Who was mailed', url: 'https://vigil.example/mailed' },
    {
      type: 'Action.ShowCard',
      title: 'Evidence',
      card: { type: 'AdaptiveCard', body: [line('unfamiliar-sign-in', { fontType: 'monospace' })] },
    },
  ],
};
