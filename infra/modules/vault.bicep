// What is secret: the address of the Teams webhook, and two more that are optional. Nobody but Vigil's identity is given a role here.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the vault.')
param name string

@description('Whether only private endpoints lead to it.')
param isPrivate bool

@description('Whether a vault of this name was deleted less than seven days ago, and is to come back.')
param isRecovered bool

@description('The workspace that its audit log goes to.')
param workspaceId string

@description('The webhook of a Teams flow. Empty: what the vault holds already stays as it is.')
@secure()
param teamsWebhookUrl string

@description('What notices to another program are signed with. Empty: as above.')
@secure()
param webhookSecret string

@description('The key in links to an incident. Empty: as above.')
@secure()
param pageKey string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    createMode: isRecovered ? 'recover' : 'default'
    enableRbacAuthorization: true
    enableSoftDelete: true
    // Not longer: with purge protection a name stays taken for so long, and what is in here can be copied from the flow again.
    softDeleteRetentionInDays: 7
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    // With it off, a later template could not read a secret; this one only writes.
    enabledForTemplateDeployment: false
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource teamsWebhook 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(teamsWebhookUrl)) {
  parent: vault
  name: 'teams-webhook-url'
  tags: tags
  properties: {
    value: teamsWebhookUrl
    contentType: 'text/plain'
  }
}

resource signing 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(webhookSecret)) {
  parent: vault
  name: 'webhook-secret'
  tags: tags
  properties: {
    value: webhookSecret
    contentType: 'text/plain'
  }
}

resource pages 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(pageKey)) {
  parent: vault
  name: 'page-key'
  tags: tags
  properties: {
    value: pageKey
    contentType: 'text/plain'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'vigil'
  properties: {
    workspaceId: workspaceId
    logs: [
      { categoryGroup: 'audit', enabled: true }
    ]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
