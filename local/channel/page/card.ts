import { Action, AdaptiveCard, GlobalSettings, HostConfig, OpenUrlAction, Versions } from 'adaptivecards';
import MarkdownIt from 'markdown-it';
import type { Card } from '../post.ts';
import { HOST_CONFIG } from './host-config.ts';

const markdown = new MarkdownIt();
const hostConfig = new HostConfig(HOST_CONFIG);

GlobalSettings.setTabIndexAtCardRoot = false;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** Renders a card as Teams does. One that is newer than the renderer, or that it stumbles over, is its fallback text. */
export function cardElement(content: Card): HTMLElement {
  try {
    return rendered(content) ?? textElement(content['fallbackText']);
  } catch (error) {
    // The library checks little of what it reads, and throws whatever comes of it.
    console.warn('a card is malformed:', error);
    return textElement(content['fallbackText']);
  }
}

function rendered(content: Card): HTMLElement | undefined {
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig;
  card.onExecuteAction = open;
  card.parse(content);
  const element = Versions.latest.compareTo(card.version) < 0 ? undefined : card.render();
  if (element === undefined) return undefined;
  element.setAttribute('role', 'group'); // what has a label needs a role that can bear it
  element.classList.add('card');
  element.classList.toggle('wide', isFull(content['msteams']));
  const { lang } = card;
  if (lang !== undefined) element.lang = lang;
  return element;
}

function textElement(text: unknown): HTMLElement {
  const element = document.createElement('p');
  element.className = 'unshown';
  element.textContent = typeof text === 'string' ? text : "We're sorry, this card couldn't be displayed.";
  return element;
}

function open(action: Action): void {
  if (action instanceof OpenUrlAction && action.url !== undefined)
    window.open(action.url, '_blank', 'noopener,noreferrer');
}

function isFull(teams: unknown): boolean {
  return typeof teams === 'object' && teams !== null && 'width' in teams && teams.width === 'Full';
}
