<#
.SYNOPSIS
Grants Vigil's identity the five permissions it reads with, and no other.

.DESCRIPTION
The same as grant-permissions.sh, with Microsoft Graph PowerShell. docs/permissions.md says what each permission is for.
Nothing that it grants can write. It may be run again at any time: what is granted already stays.
In Azure a new permission can take a day until it counts.
Runs in PowerShell 7 and in Windows PowerShell 5.1. It needs the modules
Microsoft.Graph.Authentication and Microsoft.Graph.Applications, and no rights in Azure.
You need the role Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.

.PARAMETER Identity
The user-assigned managed identity, as Vigil's deployment makes one. Goes with -ResourceGroup.

.PARAMETER App
Instead: the function app, whose own (system-assigned) identity is meant. Goes with -ResourceGroup.

.PARAMETER ResourceGroup
The resource group of either.

.PARAMETER PrincipalId
Instead: the object id of the identity's service principal.

.PARAMETER TenantId
The tenant to sign in to; usually your own.

.PARAMETER Remove
Takes away again what this script granted, and leaves everything else as it is.

.PARAMETER All
With -Remove: all five, also those that were there before or were granted from another computer.

.PARAMETER Record
Where it keeps what it granted; usually .vigil/granted-ID.txt in your home. grant-permissions.sh reads and writes the same file.

.EXAMPLE
infra/grant-permissions.ps1 -Identity NAME -ResourceGroup GROUP -WhatIf
Says what it would do, and changes nothing.

.EXAMPLE
infra/grant-permissions.ps1 -Identity NAME -ResourceGroup GROUP

.EXAMPLE
infra/grant-permissions.ps1 -PrincipalId 11111111-2222-4333-8444-555555555555 -Remove
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Identity')]
param(
  [Parameter(Mandatory = $true, ParameterSetName = 'Identity')]
  [ValidateNotNullOrEmpty()]
  [string] $Identity,

  [Parameter(Mandatory = $true, ParameterSetName = 'App')]
  [ValidateNotNullOrEmpty()]
  [string] $App,

  [Parameter(Mandatory = $true, ParameterSetName = 'Identity')]
  [Parameter(Mandatory = $true, ParameterSetName = 'App')]
  [ValidateNotNullOrEmpty()]
  [string] $ResourceGroup,

  [Parameter(Mandatory = $true, ParameterSetName = 'PrincipalId')]
  [ValidatePattern('^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')]
  [string] $PrincipalId,

  [string] $TenantId,
  [switch] $Remove,
  [switch] $All,
  [string] $Record
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$GraphApp = '00000003-0000-0000-c000-000000000000'      # Microsoft Graph
$ManagementApp = 'c5393580-f805-4401-95e8-94b7a6ef2fc2' # Office 365 Management APIs
$TracesApp = '8bd644d1-64a1-4d4b-ae52-2e0cbf64e373'     # Transport Data Platform, without which message traces answer 401

# The app that gives it, its name, and the id it should have. The directory is asked for the id by the name; a difference stops the script.
$Permissions = @"
$GraphApp AuditLog.Read.All b0afded3-3588-46d8-8b3d-9842eff778da
$GraphApp Directory.Read.All 7ab1d382-f21e-4acd-a863-ba3e13f7da61
$GraphApp ExchangeMessageTrace.Read.All 89b20d8a-76e2-4057-867b-9961f800b9a4
$GraphApp Policy.Read.All 246dd0d5-5bd0-4def-940b-0421030a5b68
$ManagementApp ActivityFeed.Read 594c1fb6-4f81-4475-ae41-0c394909246c
"@

$MostTries = 6

function Say([string] $text) { Write-Output $text }

function Stop-Here([string] $text) { throw "grant-permissions: $text" }

function Get-FailureKind($failure) {
  $text = "$failure $($failure.Exception.Message)"
  if ($text -match 'Permission being assigned already exists|Request_MultipleObjectsWithSameKeyValue') { return 'exists' }
  if ($text -match 'Authorization_RequestDenied|Insufficient privileges|Forbidden') { return 'denied' }
  if ($text -match 'Request_ResourceNotFound|does not exist') { return 'unknown' }
  if ($text -match 'Too ?Many ?Requests|Service Unavailable|Gateway Time') { return 'busy' }
  if ($text -match 'InvalidAuthenticationToken|AADSTS|Unauthorized') { return 'unsigned' }
  return 'other'
}

# Says in one line why a request failed.
function Stop-Explaining($failure, [string] $method) {
  $said = ("$($failure.Exception.Message)" -replace '[\x00-\x1f\x7f]', ' ')
  switch (Get-FailureKind $failure) {
    'denied' { Stop-Here "you may not do this in this tenant ($method). Ask somebody with the role Global Administrator, or Privileged Role Administrator and Cloud Application Administrator, to run the same line. What was done before stays." }
    'unknown' { Stop-Here "the directory does not know what was asked for. A new identity takes some minutes to arrive there: wait, check the id and the tenant, and run the same line again. Microsoft says: $said" }
    'busy' { Stop-Here "Microsoft was still too busy after $MostTries tries. What was done before stays: run the same line again in some minutes." }
    'unsigned' { Stop-Here 'the sign-in has run out. Run: Disconnect-MgGraph, and then the same line again.' }
    default { Stop-Here "the directory refused ($method). Microsoft says: $said" }
  }
}

# An app's service principal in this tenant; nothing where there is none.
function Find-ServicePrincipal([string] $appId) {
  try { return Get-MgServicePrincipal -Filter "appId eq '$appId'" -Property 'id,appId,displayName,appRoles' | Select-Object -First 1 }
  catch { Stop-Explaining $_ 'get' }
}

function Find-KnownServicePrincipal([string] $appId, [string] $name) {
  $found = Find-ServicePrincipal $appId
  if ($null -eq $found) { Stop-Here "$name has no service principal in this tenant, so nothing of it can be granted. A tenant gets it with its first Exchange Online licence." }
  return $found
}

# The id of the permission of that name. Stops where it is another one than Vigil was written for.
function Find-Role($resource, [string] $value, [string] $expected) {
  $found = $resource.AppRoles | Where-Object { $_.Value -ceq $value -and $_.AllowedMemberTypes -contains 'Application' } | Select-Object -First 1
  if ($null -eq $found) { Stop-Here "$value is not offered in this tenant. Nothing was changed. Report this line." }
  $id = "$($found.Id)"
  if ($id -ne $expected) { Stop-Here "$value should have the id $expected and has $id here. Nothing was changed. Report this line." }
  return $id
}

# The identity that was named. Its alternative names hold its place in Azure, so that no rights there are needed.
function Find-NamedPrincipal {
  if ($Identity) { $name = $Identity; $kind = 'Microsoft.ManagedIdentity/userAssignedIdentities' }
  else { $name = $App; $kind = 'Microsoft.Web/sites' }
  $quoted = $name -replace "'", "''"
  $ending = "/resourcegroups/$ResourceGroup/providers/$kind/$name"
  try { $all = @(Get-MgServicePrincipal -All -Filter "displayName eq '$quoted'" -Property 'id,displayName,alternativeNames') }
  catch { Stop-Explaining $_ 'get' }
  $found = @($all | Where-Object {
      @($_.AlternativeNames | Where-Object { $_.EndsWith($ending, [System.StringComparison]::OrdinalIgnoreCase) }).Count -gt 0
    })
  if ($found.Count -eq 0) { Stop-Here "cannot find the identity $name in $ResourceGroup. A new one takes some minutes to arrive in the directory. Its object id (-PrincipalId) works too." }
  if ($found.Count -gt 1) { Stop-Here "$name in $ResourceGroup is there in several subscriptions. Say which with its object id: -PrincipalId" }
  return $found[0].Id
}

# Says whom it is about; stops where that is nobody, or where the id of the app was given instead.
function Show-Principal([string] $principal) {
  try { $found = Get-MgServicePrincipal -ServicePrincipalId $principal -Property 'id,displayName,servicePrincipalType' }
  catch {
    if ((Get-FailureKind $_) -ne 'unknown') { Stop-Explaining $_ 'get' }
    $real = Find-ServicePrincipal $principal
    if ($null -ne $real) { Stop-Here "$principal is a client id. The object id of the same identity is $($real.Id): run it with -PrincipalId $($real.Id)" }
    Stop-Here "the directory of this tenant knows no identity $principal. A new one takes some minutes to arrive there: wait, check the id and the tenant, and run the same line again."
  }
  $name = "$($found.DisplayName)" -replace '[\x00-\x1f\x7f]', ''
  Say "$name ($principal)"
  if ($found.ServicePrincipalType -ne 'ManagedIdentity') {
    Say '  Note: this is an app registration and no managed identity. That is right for npm start on your own computer, and wrong for Vigil in Azure.'
  }
}

# The ids of what this script granted, on this computer: no two assignments ever have the same.
function Read-Record {
  if (-not (Test-Path -LiteralPath $Record)) { return @() }
  return @(Get-Content -LiteralPath $Record | Where-Object { $_ } | ForEach-Object { ($_ -split "`t")[0] })
}

function Add-ToRecord([string] $id, [string] $value) {
  Add-Content -LiteralPath $Record -Value "$id`t$value" -Encoding Ascii -WhatIf:$false -Confirm:$false
}

function Remove-FromRecord([string] $id) {
  if (-not (Test-Path -LiteralPath $Record)) { return }
  $kept = @(Get-Content -LiteralPath $Record | Where-Object { $_ -and ($_ -split "`t")[0] -cne $id })
  if ($kept.Count -gt 0) { Set-Content -LiteralPath $Record -Value $kept -Encoding Ascii -WhatIf:$false -Confirm:$false }
  else { Remove-Item -LiteralPath $Record -WhatIf:$false -Confirm:$false }
}

function Get-Since($held) {
  if ($null -eq $held.CreatedDateTime) { return '' }
  return ([datetime] $held.CreatedDateTime).ToUniversalTime().ToString('yyyy-MM-dd', [System.Globalization.CultureInfo]::InvariantCulture)
}

function Grant-Permission([string] $principal, [string] $resource, [string] $value, [string] $role, $held) {
  if ($null -ne $held) {
    $since = Get-Since $held
    if ((Read-Record) -ccontains $held.Id) { Say "  ${value}: is granted" }
    else { Say "  ${value}: is granted since $since, not with this script on this computer: removing will leave it" }
    return
  }
  if (-not $Cmdlet.ShouldProcess($principal, "grant $value")) {
    Say "  ${value}: would be granted"
    return
  }
  try {
    $made = New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal -BodyParameter @{ principalId = $principal; resourceId = $resource; appRoleId = $role } -Confirm:$false
    Add-ToRecord $made.Id $value
    $script:granted = $true
    Say "  ${value}: granted"
  }
  catch {
    if ((Get-FailureKind $_) -ne 'exists') { Stop-Explaining $_ 'post' }
    Say "  ${value}: is granted, by somebody else just now: removing will leave it"
  }
}

function Revoke-Permission([string] $principal, [string] $value, $held) {
  if ($null -eq $held) {
    Say "  ${value}: is not granted"
    return
  }
  if (-not $All -and -not ((Read-Record) -ccontains $held.Id)) {
    $since = Get-Since $held
    $script:left = $true
    Say "  ${value}: left. It is granted since $since, not with this script on this computer"
    return
  }
  if (-not $Cmdlet.ShouldProcess($principal, "remove $value")) {
    Say "  ${value}: would be removed"
    return
  }
  try {
    Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal -AppRoleAssignmentId $held.Id -Confirm:$false
    Remove-FromRecord $held.Id
    Say "  ${value}: removed"
  }
  catch {
    if ((Get-FailureKind $_) -ne 'unknown') { Stop-Explaining $_ 'delete' }
    Remove-FromRecord $held.Id
    Say "  ${value}: is gone already"
  }
}

# Microsoft's own app must exist in the tenant before message traces can be read at all.
function Add-TracesApp {
  if ($null -ne (Find-ServicePrincipal $TracesApp)) {
    Say '  service principal of message traces: is there'
    return
  }
  if (-not $Cmdlet.ShouldProcess($TracesApp, 'make the service principal of message traces')) {
    Say '  service principal of message traces: would be made'
    return
  }
  try {
    New-MgServicePrincipal -BodyParameter @{ appId = $TracesApp } -Confirm:$false | Out-Null
    Say '  service principal of message traces: made'
  }
  catch {
    if ((Get-FailureKind $_) -ne 'exists') { Stop-Explaining $_ 'post' }
    Say '  service principal of message traces: is there'
  }
}

function Connect-Directory {
  foreach ($module in 'Microsoft.Graph.Authentication', 'Microsoft.Graph.Applications') {
    if (-not (Get-Module -ListAvailable -Name $module)) { Stop-Here "the module $module is missing. Run: Install-Module $module -Scope CurrentUser" }
    Import-Module $module -WhatIf:$false
  }
  $wanted = @{ Scopes = @('Application.Read.All', 'AppRoleAssignment.ReadWrite.All'); NoWelcome = $true }
  if (-not $Remove) { $wanted.Scopes += 'Application.ReadWrite.All' } # to make the service principal of message traces
  if ($TenantId) { $wanted.TenantId = $TenantId }
  try { Connect-MgGraph @wanted | Out-Null }
  catch { Stop-Here "nobody is signed in. Microsoft says: $($_.Exception.Message)" }
  Set-MgRequestContext -MaxRetry ($MostTries - 1) | Out-Null # it waits as long as Retry-After says
}

# Before the first change, so that nothing is granted that could not be taken away again.
function Confirm-Record([string] $principal) {
  if (-not $Record) { $script:Record = Join-Path (Join-Path $HOME '.vigil') "granted-$principal.txt" }
  if ($WhatIfPreference -or $Remove) { return }
  try {
    $folder = Split-Path -Parent $Record
    if ($folder) { New-Item -ItemType Directory -Force -Path $folder -WhatIf:$false -Confirm:$false | Out-Null }
    Add-Content -LiteralPath $Record -Value '' -NoNewline -WhatIf:$false -Confirm:$false
  }
  catch { Stop-Here "cannot write $Record, where what was granted is kept. Choose another place with -Record FILE." }
}

# What a person should know now.
function Close-Run {
  if ($script:granted) {
    Say 'A managed identity keeps its token for up to 24 hours: what was granted just now may count only then. Restarting does not help, waiting does.'
  }
  if ($Remove) { Say '  service principal of message traces: left, since other tools may need it' }
  if ($script:left) { Say 'To take all five away from this identity, whoever granted them: -Remove -All' }
  if ($WhatIfPreference) { Say 'Nothing was changed.' }
  if ((Test-Path -LiteralPath $Record) -and (Get-Item -LiteralPath $Record).Length -eq 0) {
    Remove-Item -LiteralPath $Record -WhatIf:$false -Confirm:$false
  }
}

$Cmdlet = $PSCmdlet
$granted = $false
$left = $false
if ($All -and -not $Remove) { Stop-Here '-All goes with -Remove' }
Connect-Directory
if ($PrincipalId) { $principal = $PrincipalId } else { $principal = Find-NamedPrincipal }

Show-Principal $principal
$resources = @{
  $GraphApp      = Find-KnownServicePrincipal $GraphApp 'Microsoft Graph'
  $ManagementApp = Find-KnownServicePrincipal $ManagementApp 'Office 365 Management APIs'
}
$wanted = @(foreach ($line in ($Permissions -split '\r?\n' | Where-Object { $_ })) {
    $resourceApp, $value, $expected = $line -split ' '
    $resource = $resources[$resourceApp]
    @{ Resource = $resource.Id; Value = $value; Role = Find-Role $resource $value $expected }
  })
try { $assigned = @(Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $principal -All) }
catch { Stop-Explaining $_ 'get' }
Confirm-Record $principal
foreach ($one in $wanted) {
  $held = $assigned | Where-Object { "$($_.ResourceId)" -eq $one.Resource -and "$($_.AppRoleId)" -eq $one.Role } | Select-Object -First 1
  if ($Remove) { Revoke-Permission $principal $one.Value $held }
  else { Grant-Permission $principal $one.Resource $one.Value $one.Role $held }
}
if (-not $Remove) { Add-TracesApp }
Close-Run
