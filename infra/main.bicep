// For azd and the command line: makes a resource group, and puts everything of app.bicep into it.

targetScope = 'subscription'

@description('The name of this Vigil: the resource group is called rg- and this name.')
@minLength(1)
@maxLength(64)
param environmentName string

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
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('The name of the resource group. Empty: rg- and the name of this Vigil.')
param resourceGroupName string = ''

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

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: empty(resourceGroupName) ? 'rg-${environmentName}' : resourceGroupName
  location: location
  tags: tags
}

module app 'app.bicep' = {
  name: 'vigil'
  scope: group
  params: {
    location: location
    resourceToken: toLower(uniqueString(subscription().id, environmentName, location))
    tags: tags
    packageUri: packageUri
    alertEmails: alertEmails
    teamsWebhookUrl: teamsWebhookUrl
    teamsWebhookHosts: teamsWebhookHosts
    webhookUrl: webhookUrl
    webhookSecret: webhookSecret
    pageKey: pageKey
    keptSecrets: keptSecrets
    tenantId: tenantId
    signInSource: signInSource
    ownDomains: ownDomains
    timeZone: timeZone
    watchSchedule: watchSchedule
    enableHttp: enableHttp
    logLevel: logLevel
    trustedNetworks: trustedNetworks
    allowedCountries: allowedCountries
    deniedCountries: deniedCountries
    travel: travel
    sensitivity: sensitivity
    vnetEnabled: vnetEnabled
    dataSku: dataSku
    lockData: lockData
    recoverVault: recoverVault
    maximumInstanceCount: maximumInstanceCount
    logDailyCapGb: logDailyCapGb
    logRetentionInDays: logRetentionInDays
    budgetAmount: budgetAmount
    budgetStart: budgetStart
    signInClientId: signInClientId
    signInAnswer: signInAnswer
    signInGroups: signInGroups
    signInPeople: signInPeople
  }
}

@description('Where everything stands.')
output AZURE_LOCATION string = location

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('What infra/grant-permissions.sh is given: --principal-id.')
output VIGIL_PRINCIPAL_ID string = app.outputs.principalId

@description('The Function app.')
output VIGIL_APP_NAME string = app.outputs.appName

@description('Where it answers.')
output VIGIL_APP_URL string = app.outputs.appUrl

@description('The vault, for secrets that you write yourself.')
output VIGIL_VAULT_NAME string = app.outputs.vaultName

@description('The storage account of what Vigil has learned.')
output VIGIL_DATA_ACCOUNT_NAME string = app.outputs.dataAccountName

@description('Where the log is.')
output VIGIL_WORKSPACE_NAME string = app.outputs.workspaceName
