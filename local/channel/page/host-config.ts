/** Colours are named in the style sheet, so that a card follows the theme without being rendered anew. */
const named = (name: string): string => `var(--card-${name})`;

function colour(name: string): object {
  return { default: named(name), subtle: named(name === 'text' ? 'subtle' : name) };
}

const TEXT = {
  default: colour('text'),
  dark: colour('text'),
  light: colour('subtle'),
  accent: colour('accent'),
  good: colour('good'),
  warning: colour('warning'),
  attention: colour('attention'),
};

function container(name: string): object {
  return {
    backgroundColor: named(`${name}-ground`),
    borderColor: named(`${name}-border`),
    foregroundColors: TEXT,
  };
}

const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const WEIGHTS = { lighter: 400, default: 400, bolder: 600 };

/** What Teams makes of a card: its sizes, spaces and colours. */
export const HOST_CONFIG = {
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: named('line') },
  fontTypes: {
    default: { fontFamily: 'var(--font)', fontSizes: SIZES, fontWeights: WEIGHTS },
    monospace: { fontFamily: 'var(--mono)', fontSizes: { ...SIZES, default: 13 }, fontWeights: WEIGHTS },
  },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  textStyles: { heading: { size: 'large', weight: 'bolder' }, columnHeader: { weight: 'bolder' } },
  textBlock: { headingLevel: 2 },
  containerStyles: {
    default: container('plain'),
    emphasis: container('emphasis'),
    accent: container('accent'),
    good: container('good'),
    warning: container('warning'),
    attention: container('attention'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 0, // the style sheet's gap, which a wrapped row keeps too
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
  },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { wrap: true },
    spacing: 12,
  },
};
