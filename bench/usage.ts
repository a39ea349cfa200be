/** Loaded before the program that is measured (`node --import`): tells at its end, on file descriptor 3, what the whole process took. */
import { existsSync, readFileSync, writeSync } from 'node:fs';

const STATUS = '/proc/self/status';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1000;
  writeSync(3, JSON.stringify({ cpuMs, peakMiB: (ownPeakKiB() ?? maxRSS) / 1024 }));
});

/** Linux counts the parent's memory at the fork into maxRSS; VmHWM begins with the program. */
function ownPeakKiB(): number | undefined {
  if (!existsSync(STATUS)) return undefined;
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1];
  return peak === undefined ? undefined : Number(peak);
}
