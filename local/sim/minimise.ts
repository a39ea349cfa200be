import { bitOf, namesOf } from './faults.ts';

/** Takes away one switch after the other for as long as it still fails: what is left is needed. */
export async function minimised(bits: number, fails: (bits: number) => Promise<boolean>): Promise<number> {
  for (const name of namesOf(bits)) {
    const fewer = bits & ~bitOf(name);
    if (await fails(fewer)) return minimised(fewer, fails);
  }
  return bits;
}
