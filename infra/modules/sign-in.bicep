// Easy Auth: people sign in before they see an incident. Without allowed people every user of the tenant would get in, guests too.

@description('The name of the Function app.')
param siteName string

@description('The client id of the app registration that people sign in to.')
param clientId string

@description('What somebody without a token gets: 401, or the page to sign in.')
param answer string

@description('Object ids of groups whose members may come in.')
param allowedGroups array

@description('Object ids of people who may come in.')
param allowedPeople array

resource site 'Microsoft.Web/sites@2024-11-01' existing = {
  name: siteName
}

resource signIn 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: site
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
      runtimeVersion: '~1'
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: answer
      redirectToProvider: 'azureactivedirectory'
      // Programs ask these, by a function key, which the host goes on wanting.
      excludedPaths: ['/api/health', '/api/scan', '/api/drill']
    }
    httpSettings: { requireHttps: true }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: clientId
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [clientId, 'api://${clientId}']
          defaultAuthorizationPolicy: {
            allowedPrincipals: {
              groups: allowedGroups
              identities: allowedPeople
            }
          }
        }
      }
    }
    // Nobody asks for a token of whoever signed in, so none is kept.
    login: { tokenStore: { enabled: false } }
  }
}
