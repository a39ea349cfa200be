// User-assigned: its roles and its permissions in Entra are there before the app is, and outlive it.

@description('Where it stands.')
param location string

@description('Tags of every resource.')
param tags object

@description('The name of the identity.')
param name string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
