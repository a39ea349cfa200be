// A network of its own, through which alone storage and vault can be reached. The app still reaches Microsoft's services over the internet.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The end of the names.')
param resourceToken string

@description('The storage account of the Functions host.')
param hostId string

@description('The storage account of what is known of people.')
param dataId string

@description('The vault.')
param vaultId string

var storageSuffix = environment().suffixes.storage
// The private zone of vaults is not called as their public one.
var vaultZone = 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'

var zoneNames = [
  'privatelink.blob.${storageSuffix}'
  'privatelink.queue.${storageSuffix}'
  'privatelink.table.${storageSuffix}'
  vaultZone
]

// What leads where; `zone` is a place in the list above.
var ways = [
  { name: 'host-blob', service: hostId, group: 'blob', zone: 0 }
  { name: 'host-queue', service: hostId, group: 'queue', zone: 1 }
  { name: 'host-table', service: hostId, group: 'table', zone: 2 }
  { name: 'data-table', service: dataId, group: 'table', zone: 2 }
  { name: 'vault', service: vaultId, group: 'vault', zone: 3 }
]

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-${resourceToken}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/24'
          delegations: [
            {
              name: 'flex'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.0.1.0/24'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zone in zoneNames: {
    name: zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zone, index) in zoneNames: {
    parent: zones[index]
    name: 'vigil'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

// One after the other: an account that is being changed refuses the next change.
@batchSize(1)
resource doors 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for way in ways: {
    name: 'pe-${way.name}-${resourceToken}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        {
          name: way.name
          properties: {
            privateLinkServiceId: way.service
            groupIds: [way.group]
          }
        }
      ]
    }
  }
]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (way, index) in ways: {
    parent: doors[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: way.group
          properties: { privateDnsZoneId: zones[way.zone].id }
        }
      ]
    }
  }
]

output appSubnetId string = network::app.id
