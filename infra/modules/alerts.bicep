// The second channel: Azure itself looks at Vigil's log, and writes e-mail when the watch stands still, is blind, cannot tell, or fails.
// It needs neither Teams nor Vigil to work. The queries are files of their own: a test holds them against what the app logs.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The end of the names.')
param resourceToken string

@description('The workspace that is asked.')
param workspaceId string

@description('Who gets e-mail.')
param emails array

var rules = [
  {
    name: 'no-pass'
    title: 'Vigil: no pass of the watch for 30 minutes'
    description: 'Nothing was read for 30 minutes, though logs are read every five: the app is stopped, not deployed, or fails before it reads. Ask GET /api/health.'
    query: loadTextContent('../queries/no-pass.kql')
    severity: 1
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    name: 'parked'
    title: 'Vigil: cards that cannot be sent'
    description: 'A channel refuses what Vigil has to tell, and trying again will not help. GET /api/health names the cause under "parked".'
    query: loadTextContent('../queries/parked.kql')
    severity: 1
    window: 'PT30M'
    every: 'PT15M'
  }
  {
    name: 'blind'
    title: 'Vigil: something could not be read for two hours'
    description: 'No pass of the last two hours could read everything: a permission is missing or was taken away, or Microsoft does not answer. GET /api/health says which, and the command that mends it.'
    query: loadTextContent('../queries/blind.kql')
    severity: 2
    window: 'PT2H'
    every: 'PT30M'
  }
  {
    name: 'exceptions'
    title: 'Vigil: a function failed'
    description: 'A fault of a setting, or one of ours. The log says which: look for AppExceptions in the workspace.'
    query: loadTextContent('../queries/exceptions.kql')
    severity: 2
    window: 'PT30M'
    every: 'PT15M'
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${resourceToken}'
  location: 'Global'
  tags: tags
  properties: {
    groupShortName: 'vigil'
    enabled: true
    emailReceivers: [
      for (email, index) in emails: {
        name: 'email-${index}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${resourceToken}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: rule.severity
      scopes: [workspaceId]
      windowSize: rule.window
      evaluationFrequency: rule.every
      // A workspace that is minutes old does not know its tables yet.
      skipQueryValidation: true
      // Told when it begins and when it is over, not every time it is looked at.
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [group.id] }
    }
  }
]
