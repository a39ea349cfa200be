/** An answer of Microsoft's that says no, with its status, code and message. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Microsoft's answer to a filter that the report endpoints cannot read. Source: microsoft-graph-docs#5676, #14173. */
export function invalidFilter(): Refusal {
  return new Refusal(400, 'BadRequest', 'Invalid filter clause');
}

/** The answer to a property the type does not have. */
export function noProperty(name: string, type: string): Refusal {
  return new Refusal(
    400,
    'BadRequest',
    `Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

/** The answer to sign-ins of a tenant without P1. Source: microsoft-graph-docs#12772, extractor#202. */
export function noPremium(): Refusal {
  return new Refusal(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}
