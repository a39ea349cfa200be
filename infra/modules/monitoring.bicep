// Where Vigil's own log goes. It holds no people: what is known of them is in the tables.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The end of the names.')
param resourceToken string

@description('Gigabytes a day, after which the workspace takes no more until the next: a bound on what a fault can cost. A text, since Bicep knows no fractions.')
param dailyCapGb string

@description('Days that logs are kept. The first 31 cost nothing.')
param retentionInDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${resourceToken}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    workspaceCapping: { dailyQuotaGb: json(dailyCapGb) }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${resourceToken}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The key in its connection string opens nothing then: who sends must be an identity with the role for it.
    DisableLocalAuth: true
  }
}

output workspaceId string = workspace.id
output workspaceName string = workspace.name
output insightsName string = insights.name
output insightsConnection string = insights.properties.ConnectionString
