/** What an administrator says of where their people are. Settings, and what Entra's named locations say. */
export interface Policy {
  readonly sensitivity: Sensitivity;
  /** Whether an address is in a network that the administrator trusts: an office, the firm's own VPN. */
  readonly trusts: (address: string) => boolean;
  /** ISO 3166-1 codes of countries where being is nothing unusual for anybody here. */
  readonly allowedCountries: ReadonlySet<string>;
  /** … where nobody of this tenant ever is: a sign-in from there is told, whatever else is usual about it. */
  readonly deniedCountries: ReadonlySet<string>;
  readonly journeys: readonly Journey[];
  /** The day of the place data, in days since 1970: addresses move, and what is old is believed with wider circles. */
  readonly placesBuiltOn: number | undefined;
}

export const SENSITIVITIES = ['low', 'normal', 'high'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Somebody is in a country until a day, and said so. */
export interface Journey {
  /** A name of the user, lower-cased. */
  readonly user: string;
  readonly country: string;
  /** The last day, in days since 1970. */
  readonly until: number;
}

/** What an administrator can set of it. */
export interface PolicySettings extends Pick<Policy, 'sensitivity'> {
  /** Each as `networkIn` reads it. */
  readonly trustedNetworks: readonly string[];
  readonly allowedCountries: readonly string[];
  readonly deniedCountries: readonly string[];
  /** The users as they were named, by any of their names. */
  readonly travel: readonly Journey[];
}

/** What Entra's named locations say of it. */
export interface TrustedNetworks {
  /** Each as `networkIn` reads it. */
  readonly networks: readonly string[];
  /** How many ranges were left out: broken ones, and those too wide to be anybody's own. */
  readonly skipped: number;
}

/** What holds where nobody has said anything. */
export const NO_POLICY: Policy = {
  sensitivity: 'normal',
  trusts: () => false,
  allowedCountries: new Set(),
  deniedCountries: new Set(),
  journeys: [],
  placesBuiltOn: undefined,
};
