<#
.SYNOPSIS
Takes Vigil out of a tenant and a subscription again: the permissions of its identity, and the resource group with everything in it.

.DESCRIPTION
The same as uninstall.sh, with Azure PowerShell: first what grant-permissions.ps1 granted, then the resource group, and nothing else.
It stops where the resource group does not carry Vigil's tag, or holds anything without it.
What was learned and every incident are gone afterwards: docs/permissions.md says what stays.
Runs in PowerShell 7 and in Windows PowerShell 5.1. It needs the modules Az.Accounts, Az.Resources, Az.KeyVault and
Az.ManagedServiceIdentity, signed in (Connect-AzAccount), and azd where azd deployed it.
You need the role Contributor on the resource group, and for the permissions what grant-permissions.ps1 needs.

.PARAMETER Environment
Deployed with azd: the azd environment.

.PARAMETER ResourceGroup
Deployed without azd: the resource group.

.PARAMETER Yes
Does not ask.

.PARAMETER KeepGrants
Leaves the permissions alone, for who may not change them: they end with the identity.

.PARAMETER All
Also takes permissions of that identity which grant-permissions did not grant from this computer.

.EXAMPLE
infra/uninstall.ps1 -ResourceGroup GROUP -WhatIf
Says what would go, and changes nothing.

.EXAMPLE
infra/uninstall.ps1 -Environment NAME
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'ResourceGroup')]
param(
  [Parameter(Mandatory = $true, ParameterSetName = 'Environment')]
  [ValidateNotNullOrEmpty()]
  [string] $Environment,

  [Parameter(Mandatory = $true, ParameterSetName = 'ResourceGroup')]
  [ValidateNotNullOrEmpty()]
  [string] $ResourceGroup,

  [switch] $Yes,
  [switch] $KeepGrants,
  [switch] $All
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$TagName = 'azd-env-name' # every deployment of Vigil puts it on its resource group and on all that is in it
# Application Insights and private endpoints make these by themselves, without our tag.
$ByItself = '^(microsoft.alertsmanagement/smartdetectoralertrules|application insights smart detection|microsoft.network/networkinterfaces|microsoft.network/privatednszones/virtualnetworklinks)$'

function Say([string] $text) { Write-Output $text }

function Stop-Here([string] $text) { throw "uninstall: $text" }

function Get-Tag($tags) {
  if ($null -ne $tags -and $tags.ContainsKey($TagName)) { return $tags[$TagName] }
  return ''
}

# The one resource group of the azd environment, or the one that was named.
function Find-Group {
  if ($Environment) {
    if (-not (Get-Command azd -ErrorAction SilentlyContinue)) { Stop-Here 'azd is missing: https://aka.ms/azd. Without it: -ResourceGroup GROUP' }
    $found = @(Get-AzResourceGroup -Tag @{ $TagName = $Environment })
    if ($found.Count -eq 0) { Stop-Here "no resource group carries the tag $TagName=$Environment in the subscription $subscription." }
    if ($found.Count -gt 1) { Stop-Here "several resource groups carry the tag $TagName=$Environment. Say which: -ResourceGroup GROUP" }
    return $found[0]
  }
  $found = Get-AzResourceGroup -Name $ResourceGroup
  if (-not (Get-Tag $found.Tags)) { Stop-Here "the resource group $ResourceGroup does not carry the tag $TagName, so it is not one that Vigil made. Nothing was changed." }
  return $found
}

# What azd takes away must be what is looked at here: it goes by its own environment, Az by its own context.
function Confirm-Same([string] $group, [string] $subscriptionId) {
  $theirs = azd env get-value AZURE_SUBSCRIPTION_ID --environment $Environment
  if ($LASTEXITCODE -ne 0) { Stop-Here "azd knows no environment $Environment here. It says: $theirs" }
  if ($theirs -ne $subscriptionId) { Stop-Here "the azd environment $Environment is in the subscription $theirs, and not in $subscriptionId. Change to that one first. Nothing was changed." }
  $theirs = azd env get-value AZURE_RESOURCE_GROUP --environment $Environment
  if ($theirs -ne $group) { Stop-Here "the azd environment $Environment would delete the resource group $theirs, and not $group. Nothing was changed." }
}

# Stops before anything is taken away that then could not be deleted.
function Confirm-Unlocked([string] $group) {
  $locks = @(Get-AzResourceLock -ResourceGroupName $group | ForEach-Object { $_.Name }) -join ', '
  if ($locks) { Stop-Here "the resource group $group is locked against deleting: $locks. Delete the lock first: portal.azure.com > the resource group > Locks. Nothing was changed." }
}

# Stops where the group holds anything that Vigil did not bring.
function Confirm-Content($content, [string] $group, [string] $tag) {
  $foreign = @($content | Where-Object {
      (Get-Tag $_.Tags) -ne $tag -and $_.ResourceType -notmatch $ByItself -and $_.Name -notmatch $ByItself
    } | ForEach-Object { "$($_.Name) ($($_.ResourceType))" }) -join ', '
  if ($foreign) { Stop-Here "the resource group $group holds what does not carry the tag $TagName=${tag}: $foreign. Move it elsewhere, or delete by hand. Nothing was changed." }
}

function Show-Content($content, $vaults, [string] $group) {
  Say "Subscription $subscription, resource group ${group}:"
  foreach ($one in $content) { Say "  $($one.Name) ($($one.ResourceType))" }
  Say 'All of it goes, and with it what Vigil learned and every incident.'
  foreach ($vault in $vaults) {
    $name = $vault.VaultName
    if ($vault.EnablePurgeProtection) {
      Say "  Note: the key vault $name is protected from purging. Its name stays reserved until Azure lets it go (90 days, if nobody chose less): deploy under another environment name until then, or recover it."
    }
  }
}

# Needs the identities, so it comes before they go.
function Remove-Grants($identities, [string] $group) {
  if ($KeepGrants) {
    Say 'Permissions: left alone; they end with the identity'
    return
  }
  if ($identities.Count -eq 0) { Say 'Permissions: the resource group has no identity any more, and they ended with it' }
  foreach ($one in $identities) {
    try { & (Join-Path $PSScriptRoot 'grant-permissions.ps1') -PrincipalId $one.PrincipalId -Remove -All:$All -WhatIf:$WhatIfPreference -Confirm:$false }
    catch {
      Write-Warning "$($_.Exception.Message)"
      Stop-Here 'the permissions could not be removed, and nothing was deleted. Who may not change them: -KeepGrants; they end with the identity.'
    }
  }
}

function Remove-Group($vaults, [string] $group) {
  if ($Environment) {
    Push-Location (Join-Path $PSScriptRoot '..')
    try { azd down --environment $Environment --force --purge --no-prompt }
    finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) { Stop-Here 'azd down did not finish. What it said is above; run the same line again, or: infra/uninstall.ps1 -ResourceGroup GROUP' }
    return
  }
  try { Remove-AzResourceGroup -Name $group -Force -Confirm:$false | Out-Null }
  catch { Stop-Here "Azure did not delete $group. It says: $($_.Exception.Message)" }
  foreach ($vault in $vaults) {
    $name = $vault.VaultName
    if ($vault.EnablePurgeProtection) { continue }
    try {
      Remove-AzKeyVault -VaultName $name -Location $vault.Location -InRemovedState -Force -Confirm:$false
      Say "  key vault ${name}: purged"
    }
    catch { Say "  key vault ${name}: deleted, not purged; its name stays reserved. Azure says: $($_.Exception.Message)" }
  }
}

foreach ($module in 'Az.Accounts', 'Az.Resources', 'Az.KeyVault', 'Az.ManagedServiceIdentity') {
  if (-not (Get-Module -ListAvailable -Name $module)) { Stop-Here "the module $module is missing. Run: Install-Module $module -Scope CurrentUser" }
}
$context = Get-AzContext
if ($null -eq $context) { Stop-Here 'nobody is signed in. Run: Connect-AzAccount' }
$subscription = $context.Subscription.Name

$found = Find-Group
$group = $found.ResourceGroupName
if ($Environment) { Confirm-Same $group $context.Subscription.Id }
$content = @(Get-AzResource -ResourceGroupName $group)
Confirm-Content $content $group (Get-Tag $found.Tags)
Confirm-Unlocked $group
$vaults = @(Get-AzKeyVault -ResourceGroupName $group | ForEach-Object { Get-AzKeyVault -VaultName $_.VaultName -ResourceGroupName $group })
$identities = @(Get-AzUserAssignedIdentity -ResourceGroupName $group)

Show-Content $content $vaults $group
if (-not $WhatIfPreference -and -not $Yes) {
  $answer = Read-Host 'Type the name of the resource group to delete it'
  if ($answer -cne $group) { Stop-Here 'that is not its name. Nothing was changed.' }
}
Remove-Grants $identities $group
if ($WhatIfPreference) {
  Say "The resource group $group would be deleted. Nothing was changed."
  return
}
if (-not $PSCmdlet.ShouldProcess($group, 'delete the resource group')) { return }
Remove-Group $vaults $group
Say "The resource group $group is deleted. Delete the Teams workflow by hand: docs/permissions.md says what else stays."
