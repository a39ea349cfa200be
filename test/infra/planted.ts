/** A resource in each of the ways that resources and values stand in a template; `body` is what is put into its properties. */
export const PLACES: Readonly<Record<string, (body: string) => string>> = {
  plain: (body) => `resource r 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'a'
  location: 'b'
  properties: {
    ${body}
  }
}`,
  'a conditional resource': (body) => `param isWanted bool
resource r 'Microsoft.Web/serverfarms@2024-11-01' = if (isWanted) {
  name: 'a'
  location: 'b'
  properties: {
    ${body}
  }
}`,
  'a loop': (body) => `resource r 'Microsoft.Web/serverfarms@2024-11-01' = [
  for one in ['a', 'b']: {
    name: one
    location: 'b'
    properties: {
      ${body}
    }
  }
]`,
  'a ternary': (body) => `param isWanted bool
resource r 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'a'
  location: 'b'
  properties: isWanted
    ? {
        ${body}
      }
    : { reserved: true }
}`,
};

/** What is put in, and what the check says of it. */
export const FAULTS = [
  {
    fault: 'a misspelt property',
    body: 'reservd: true',
    says: 'there is no property reservd',
    needsTypes: true,
  },
  {
    fault: 'a misspelt property, deep',
    body: "hostingEnvironmentProfile: { idd: 'x' }",
    says: 'idd',
    needsTypes: true,
  },
  {
    fault: 'a wrong kind',
    body: "reserved: 'true'",
    says: 'is string, and should be bool',
    needsTypes: true,
  },
  { fault: 'a missing bracket', body: 'reserved: contains([1, true)', says: '', needsTypes: false },
  { fault: 'a missing brace', body: 'hostingEnvironmentProfile: {', says: '', needsTypes: false },
  { fault: 'a missing colon', body: 'reserved true', says: '', needsTypes: false },
  {
    fault: 'a missing comma',
    body: "hostingEnvironmentProfile: { id: 'x' odd: 'y' }",
    says: 'no comma',
    needsTypes: false,
  },
  {
    fault: 'two properties on a line',
    body: 'reserved: true isXenon: true',
    says: 'no comma',
    needsTypes: false,
  },
  {
    fault: 'a comma at the end of a line',
    body: 'reserved: true,\n isXenon: true',
    says: 'a comma',
    needsTypes: false,
  },
  {
    fault: 'a name that nothing declares',
    body: 'reserved: isReserved',
    says: 'nothing is called isReserved',
    needsTypes: false,
  },
  {
    fault: 'such a name in a text',
    body: "workerTierName: 'a-${tier}'",
    says: 'nothing is called tier',
    needsTypes: false,
  },
  {
    fault: 'a function that there is not',
    body: "workerTierName: toLowr('A')",
    says: 'no function is called toLowr',
    needsTypes: false,
  },
  {
    fault: 'an id of a role, off by a digit',
    body: "workerTierName: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955c'",
    says: 'is no role that Vigil may have',
    needsTypes: false,
  },
] as const;
