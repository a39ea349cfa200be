// Everything of Vigil, in one resource group: for the portal's button, and through main.bicep for azd and the command line.
// Plain resources in modules/, none of a registry, so that it compiles anywhere.

targetScope = 'resourceGroup'

@description('Where everything stands. Flex Consumption is not everywhere: az functionapp list-flexconsumption-locations.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'switzerlandnorth'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
param location string = resourceGroup().location

@description('The end of every name: the same group gives the same names again.')
param resourceToken string = toLower(uniqueString(resourceGroup().id))

@description('Tags of every resource. By the first of them infra/uninstall.sh knows what is Vigil\'s.')
param tags object = { 'azd-env-name': resourceGroup().name }

@description('The zip of a release, of one version, which Azure fetches by itself. Empty: the code comes by azd or the command line.')
param packageUri string = ''

// ── Telling ──

@description('Who gets e-mail when Vigil itself is in trouble, or costs too much: addresses, with commas between. It is the second channel, which needs no Teams.')
@minLength(6)
param alertEmails string

@description('The webhook of the Workflows flow that posts to your Teams channel: a secret, which goes to the Key Vault only. Empty: see keptSecrets.')
@secure()
param teamsWebhookUrl string = ''

@description('Hosts of flows besides environment.api.powerplatform.com and logic.azure.com, with commas between: those of national clouds.')
param teamsWebhookHosts string = ''

@description('A program that is told as well, at an address with https. It needs webhookSecret too. Empty: none.')
param webhookUrl string = ''

@description('What notices to that program are signed with: at least 16 characters. Empty: none, or see keptSecrets.')
@secure()
param webhookSecret string = ''

@description('The key of the function "incident", for the links in cards; it exists after the first deployment. Empty: people sign in, or see keptSecrets.')
@secure()
param pageKey string = ''

@description('Secrets that the vault holds already, from an earlier deployment or because you wrote them there yourself: any of teams-webhook-url, webhook-secret, page-key, with commas between. Vigil is led to them though they are not given here.')
param keptSecrets string = ''

// ── What is watched, and how ──

@description('The id of the Microsoft 365 tenant that is watched. A managed identity can only read its own tenant.')
@minLength(36)
@maxLength(36)
param tenantId string = tenant().tenantId

@description('Where sign-ins are read: graph (needs Entra ID P1), management (the unified audit log), or whichever of the two works.')
@allowed(['auto', 'graph', 'management'])
param signInSource string = 'auto'

@description('Domains of your own, with commas between, besides those that the directory shows.')
param ownDomains string = ''

@description('The zone that times are told in, as Europe/Berlin.')
param timeZone string = 'UTC'

@description('When the watch ticks: second, minute, hour, day, month, weekday, in UTC. With less than a tick every 25 minutes the alert for missing passes never rests.')
param watchSchedule string = '0 * * * * *'

@description('Whether health, scan, incident and drill answer over HTTP. The watch goes on without.')
param enableHttp bool = true

@description('How much the log tells. The line of each pass, which the alerts look at, is written at any level.')
@allowed(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
param logLevel string = 'info'

@description('Networks of your own, with commas between, as 203.0.113.0/24.')
param trustedNetworks string = ''

@description('Countries where being is nothing unusual for anybody here, as two letters each, with commas between.')
param allowedCountries string = ''

@description('Countries where nobody of yours ever is, as two letters each, with commas between.')
param deniedCountries string = ''

@description('Who is where until when, as "anna@contoso.com ES 2026-12-14", with semicolons between.')
param travel string = ''

@description('From which score sign-ins are told: low tells fewer, high tells more.')
@allowed(['low', 'normal', 'high'])
param sensitivity string = 'normal'

// ── Azure ──

@description('Whether storage and vault can only be reached through a network of their own: about 37 dollars a month for five private endpoints. The provider Microsoft.App must be registered in the subscription.')
param vnetEnabled bool = false

@description('How often what Vigil has learned is kept: Standard_LRS in one building, Standard_ZRS in three, Standard_GRS in two regions.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param dataSku string = 'Standard_LRS'

@description('Whether the account of what Vigil has learned can only be deleted after its lock was taken away. With it, removing Vigil needs that step first.')
param lockData bool = false

@description('Whether the vault is to come back that was deleted with an earlier Vigil of the same name, less than seven days ago.')
param recoverVault bool = false

@description('Most instances of the app at once; Flex takes no fewer than 40.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Gigabytes of log a day, after which no more is taken until the next; a text, as 0.15. The first 5 GB a month cost nothing.')
param logDailyCapGb string = '0.15'

@description('Days that the log is kept.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('What a month may cost before there is e-mail, in the currency of the subscription. 0: no budget, for subscriptions that know none.')
@minValue(0)
param budgetAmount int = 10

@description('The first day of the month from which the budget counts.')
param budgetStart string = utcNow('yyyy-MM-01')

// ── Signing in, for the pages of incidents ──

@description('The client id of an app registration that people sign in to before they see an incident (Easy Auth). Empty: a key in the link is asked for instead.')
param signInClientId string = ''

@description('What somebody without a token gets: 401, or the page to sign in, which links in cards need.')
@allowed(['Return401', 'RedirectToLoginPage'])
param signInAnswer string = 'Return401'

@description('Object ids of groups whose members may come in, with commas between. Without a group or a person nobody is let in.')
param signInGroups string = ''

@description('Object ids of people who may come in, with commas between.')
param signInPeople string = ''

// Blanks around commas are nothing, and an empty list has no member.
var emails = filter(map(split(alertEmails, ','), part => trim(part)), part => !empty(part))
var groups = filter(map(split(signInGroups, ','), part => trim(part)), part => !empty(part))
var people = filter(map(split(signInPeople, ','), part => trim(part)), part => !empty(part))
var kept = map(split(keptSecrets, ','), part => trim(part))
// Nobody would otherwise mean everybody: an id that is no one's lets nobody in.
var nobody = ['00000000-0000-0000-0000-000000000000']
var isOpenToNobody = empty(groups) && empty(people)

var hasTeamsWebhook = !empty(teamsWebhookUrl) || contains(kept, 'teams-webhook-url')
var hasWebhook = !empty(webhookUrl) && (!empty(webhookSecret) || contains(kept, 'webhook-secret'))
var hasPageKey = !empty(pageKey) || contains(kept, 'page-key')
var packages = 'packages'

module identity 'modules/identity.bicep' = {
  name: 'vigil-identity'
  params: {
    location: location
    tags: tags
    name: 'id-${resourceToken}'
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'vigil-monitoring'
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    dailyCapGb: logDailyCapGb
    retentionInDays: logRetentionInDays
  }
}

module host 'modules/storage.bicep' = {
  name: 'vigil-host-storage'
  params: {
    location: location
    tags: tags
    name: 'sthost${resourceToken}'
    // Leases, keys and the package: a new deployment makes them again.
    sku: 'Standard_LRS'
    isPrivate: vnetEnabled
    container: packages
    workspaceId: monitoring.outputs.workspaceId
  }
}

module data 'modules/storage.bicep' = {
  name: 'vigil-data-storage'
  params: {
    location: location
    tags: tags
    name: 'stdata${resourceToken}'
    sku: dataSku
    isPrivate: vnetEnabled
    isLocked: lockData
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vigil-vault'
  params: {
    location: location
    tags: tags
    name: 'kv-${resourceToken}'
    isPrivate: vnetEnabled
    isRecovered: recoverVault
    workspaceId: monitoring.outputs.workspaceId
    teamsWebhookUrl: teamsWebhookUrl
    webhookSecret: webhookSecret
    pageKey: pageKey
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  name: 'vigil-network'
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    hostId: host.outputs.id
    dataId: data.outputs.id
    vaultId: vault.outputs.id
  }
}

module roles 'modules/roles.bicep' = {
  name: 'vigil-roles'
  params: {
    principalId: identity.outputs.principalId
    hostName: host.outputs.name
    dataName: data.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

// Every setting that Vigil reads in Azure; to it an empty one is none. A test holds this list against shared/config.ts.
var settings = [
  { name: 'TENANT_ID', value: tenantId }
  { name: 'AZURE_CLIENT_ID', value: identity.outputs.clientId }
  { name: 'STORAGE_URL', value: data.outputs.tableUrl }
  { name: 'SIGN_IN_SOURCE', value: signInSource }
  { name: 'OWN_DOMAINS', value: ownDomains }
  { name: 'TIME_ZONE', value: timeZone }
  { name: 'WATCH_SCHEDULE', value: watchSchedule }
  { name: 'ENABLE_HTTP', value: enableHttp ? 'true' : 'false' }
  { name: 'LOG_LEVEL', value: logLevel }
  { name: 'TRUSTED_NETWORKS', value: trustedNetworks }
  { name: 'ALLOWED_COUNTRIES', value: allowedCountries }
  { name: 'DENIED_COUNTRIES', value: deniedCountries }
  { name: 'TRAVEL', value: travel }
  { name: 'SENSITIVITY', value: sensitivity }
  { name: 'TEAMS_WEBHOOK_URL', value: hasTeamsWebhook ? '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/teams-webhook-url)' : '' }
  { name: 'TEAMS_WEBHOOK_HOSTS', value: teamsWebhookHosts }
  { name: 'WEBHOOK_URL', value: hasWebhook ? webhookUrl : '' }
  { name: 'WEBHOOK_SECRET', value: hasWebhook ? '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/webhook-secret)' : '' }
  { name: 'PAGE_KEY', value: hasPageKey ? '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/page-key)' : '' }
]

module site 'modules/site.bicep' = {
  name: 'vigil-site'
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostName: host.outputs.name
    packageContainerUrl: '${host.outputs.blobUrl}/${packages}'
    insightsConnection: monitoring.outputs.insightsConnection
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    maximumInstanceCount: maximumInstanceCount
    settings: settings
  }
  // Without its roles the app cannot reach its own storage, and the host gives up.
  dependsOn: [roles]
}

module signIn 'modules/sign-in.bicep' = if (!empty(signInClientId)) {
  name: 'vigil-sign-in'
  params: {
    siteName: site.outputs.name
    clientId: signInClientId
    answer: signInAnswer
    allowedGroups: groups
    allowedPeople: isOpenToNobody ? nobody : people
  }
}

module code 'modules/code.bicep' = if (!empty(packageUri)) {
  name: 'vigil-code'
  params: {
    siteName: site.outputs.name
    packageUri: packageUri
  }
  dependsOn: [roles]
}

module alerts 'modules/alerts.bicep' = {
  name: 'vigil-alerts'
  params: {
    location: location
    tags: tags
    resourceToken: resourceToken
    workspaceId: monitoring.outputs.workspaceId
    emails: emails
  }
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0) {
  name: 'vigil-budget'
  params: {
    amount: budgetAmount
    startDate: budgetStart
    emails: emails
  }
}

@description('What infra/grant-permissions.sh is given: --principal-id.')
output principalId string = identity.outputs.principalId

@description('The Function app.')
output appName string = site.outputs.name

@description('Where it answers.')
output appUrl string = site.outputs.url

@description('The vault, for secrets that you write yourself.')
output vaultName string = vault.outputs.name

@description('The storage account of what Vigil has learned.')
output dataAccountName string = data.outputs.name

@description('Where the log is.')
output workspaceName string = monitoring.outputs.workspaceName
