// One storage account without keys. There are two of them: the host's, and the one that holds what is known of people.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the account.')
param name string

@description('How often it is kept: LRS in one building, ZRS in three, GRS in two regions.')
param sku string

@description('Whether only private endpoints lead to it.')
param isPrivate bool

@description('Whether it can only be deleted after a lock was taken away.')
param isLocked bool = false

@description('A container to make in it; empty: none.')
param container string = ''

@description('The workspace that its logs go to.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: isPrivate ? 'Deny' : 'Allow'
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource box 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = if (!empty(container)) {
  parent: blobs
  name: empty(container) ? 'none' : container
  properties: { publicAccess: 'None' }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

// Who read and wrote the tables. A few thousand lines a day: the watch asks for whole partitions, not for single rows.
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: tables
  name: 'vigil'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

// Of blobs only what was deleted: the host renews its leases several times a minute, and each time is a write.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: blobs
  name: 'vigil'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  scope: account
  name: 'vigil'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds what Vigil has learned. Take this lock away before you remove Vigil.'
  }
}

output id string = account.id
output name string = account.name
output blobUrl string = 'https://${account.name}.blob.${environment().suffixes.storage}'
output tableUrl string = 'https://${account.name}.table.${environment().suffixes.storage}'
