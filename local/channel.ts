import {
  CHANNEL_HELP,
  ChannelUsage,
  readChannelArguments,
  type ChannelArguments,
} from './channel/arguments.ts';
import { startChannel, type Channel, type Post } from './channel/index.ts';

/** `npm run channel`: takes cards and shows them until Ctrl-C; exit code 2 with one line where that cannot be. */
async function main(): Promise<void> {
  try {
    const asked = readChannelArguments(process.argv.slice(2));
    if (asked.help) console.log(CHANNEL_HELP);
    else await serve(asked);
  } catch (error) {
    const isBusy = error instanceof Error && 'code' in error && 'syscall' in error;
    if (!(error instanceof ChannelUsage || isBusy)) throw error;
    console.error(`channel: ${error.message}`);
    process.exitCode = 2;
  }
}

async function serve({ port, flow, pacing }: ChannelArguments): Promise<void> {
  const channel = await startChannel({ port, flow, pacing, onPosted: (post) => console.log(lineOf(post)) });
  console.log(greeting(channel));
  const stop = (): void => void channel.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function lineOf(post: Post): string {
  const time = post.at.toISOString();
  return post.kind === 'card'
    ? `${time} card ${post.number}: ${post.bytes} bytes as Teams counts them`
    : `${time} run failed: action '${post.action}': ${post.why}`;
}

function greeting({ url, pageUrl }: Channel): string {
  return `A pretend Teams channel at ${pageUrl}

Its webhook, which takes what a Workflows flow takes:
  ${url}
A first card:
  curl -i -H 'content-type: application/json' '${url}' -d '{"type":"message","attachments":[{"contentType":
    "application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"type":"AdaptiveCard","version":"1.4","body":
    [{"type":"TextBlock","text":"Hello"}]}}]}'

Ctrl-C stops it; --help tells of switches for faults.`;
}

await main();
