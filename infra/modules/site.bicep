// The Function app on Flex Consumption: one plan, one app, no key of any storage account.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The end of the names.')
param resourceToken string

@description('The resource id of the identity.')
param identityId string

@description('The client id of the identity.')
param identityClientId string

@description('The storage account of the Functions host.')
param hostName string

@description('The container that the deployed package lies in, as an address.')
param packageContainerUrl string

@description('Where Application Insights is. The key in it opens nothing, since local authentication is off there.')
param insightsConnection string

@description('The subnet that the app goes out through; empty: none.')
param subnetId string

@description('Most instances at once; Flex takes no fewer than 40.')
param maximumInstanceCount int

@description('The settings of Vigil, each with name and value.')
param settings array

// What the Functions host reads. Never AzureWebJobsStorage itself, not even empty: with it the host falls back to a key that does not exist.
// Runtime, version, package and time zone are no settings on Flex, which refuses them; the first three stand in functionAppConfig.
var platformSettings = [
  { name: 'AzureWebJobsStorage__accountName', value: hostName }
  { name: 'AzureWebJobsStorage__credential', value: 'managedidentity' }
  { name: 'AzureWebJobsStorage__clientId', value: identityClientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insightsConnection }
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', value: 'ClientId=${identityClientId};Authorization=AAD' }
]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${resourceToken}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${resourceToken}'
  location: location
  tags: union(tags, { 'azd-service-name': 'vigil' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    // /admin is not for holders of a key. ARM knows this property, and its published types do not.
    #disable-next-line BCP037
    functionsRuntimeAdminIsolationEnabled: true
    siteConfig: {
      appSettings: concat(platformSettings, settings)
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'node'
        version: '22'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 512
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }
}

output name string = site.name
output url string = 'https://${site.properties.defaultHostName}'
