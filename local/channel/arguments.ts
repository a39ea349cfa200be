import { parseArgs } from 'node:util';
import type { Flow } from './schemas.ts';

/** What `npm run channel` was asked. */
export interface ChannelArguments {
  readonly port: number;
  readonly flow: Flow;
  readonly pacing: boolean;
  readonly help: boolean;
}

/** The words of a call are off; its message is one line that says what to do. */
export class ChannelUsage extends Error {}

export const CHANNEL_HELP = `A pretend Teams channel on loopback: the webhook of a Workflows flow, and the page where its cards appear.

  npm run channel -- [options]

  --port P     listen on 127.0.0.1:P; a free port unless given
  --strict     the flow has a schema at its door, and refuses a body without contentUrl
  --pacing     refuse more than four messages a second
  --help       this text

Ctrl-C stops it. POST /control/faults {"status":429,"retryAfter":2,"times":3} lets messages fail, {"kind":"reset"} breaks one off;
POST /control/down {"isDown":true} takes the webhook away; GET /control/posts and /control/requests tell what came.`;

/** Reads the arguments of a call. Throws ChannelUsage with one line where they are off. */
export function readChannelArguments(args: readonly string[]): ChannelArguments {
  const { port = '0', strict = false, pacing = false, help = false } = parsed(args);
  return { port: portOf(port), flow: strict ? 'strict' : 'stock', pacing, help };
}

interface Values {
  readonly port?: string;
  readonly strict?: boolean;
  readonly pacing?: boolean;
  readonly help?: boolean;
}

function parsed(args: readonly string[]): Values {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', short: 'p' },
        strict: { type: 'boolean' },
        pacing: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    if (error instanceof TypeError && 'code' in error)
      throw new ChannelUsage(`${error.message.split(/[.\n]/)[0]}: --help lists the options`, {
        cause: error,
      });
    throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new ChannelUsage(`--port ${text} is no port: write a number up to 65535`);
  return port;
}
