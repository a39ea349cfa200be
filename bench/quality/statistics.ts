/** A mean over seeds with the half width of its 95 % interval. */
export interface Mean {
  readonly mean: number;
  readonly half: number;
  readonly least: number;
  readonly most: number;
}

/** Quantiles of Student's t for 95 %, two-sided, by degrees of freedom; the normal one beyond. Source: any table of the distribution. */
const T95 = [
  12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1,
  2.09, 2.09, 2.08, 2.07, 2.07, 2.06, 2.06, 2.06, 2.05, 2.05, 2.05, 2.04,
];
const NORMAL = 1.96;

/** Of one figure a seed. Throws where there is none. */
export function meanOf(values: readonly number[]): Mean {
  if (values.length === 0) throw new Error('no values');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = values.length === 1 ? 0 : Math.sqrt(squares / (values.length - 1));
  const half = ((T95[values.length - 2] ?? NORMAL) * deviation) / Math.sqrt(values.length);
  return { mean, half, least: Math.min(...values), most: Math.max(...values) };
}

/** A share with its 95 % interval by Wilson, which holds near 0 and 1. */
export interface Share {
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

/** Source: Wilson, JASA 22 (1927), 209. */
export function shareOf(hits: readonly boolean[]): Share {
  const of = hits.length;
  const share = of === 0 ? 0 : hits.filter(Boolean).length / of;
  if (of === 0) return { share, from: 0, to: 1, of };
  const z = NORMAL ** 2;
  const middle = (share + z / (2 * of)) / (1 + z / of);
  const half = (NORMAL / (1 + z / of)) * Math.sqrt((share * (1 - share)) / of + z / (4 * of ** 2));
  return { share, from: Math.max(0, middle - half), to: Math.min(1, middle + half), of };
}
