#!/usr/bin/env bash
# Takes Vigil out of a tenant and a subscription again: first what grant-permissions.sh granted, then its resource group, and nothing else.
# Runs under bash 3.2 and later; needs the Azure CLI, signed in, and azd where azd deployed it. On Windows: uninstall.ps1.
set -euo pipefail

readonly TAG='azd-env-name' # every deployment of Vigil puts it on its resource group and on all that is in it
# Application Insights and private endpoints make these by themselves, without our tag.
readonly BY_ITSELF='microsoft.alertsmanagement/smartdetectoralertrules|application insights smart detection|microsoft.network/networkinterfaces|microsoft.network/privatednszones/virtualnetworklinks'

help() {
  cat <<'TEXT'
Takes Vigil out again: the permissions of its identity, and the resource group with everything in it.

  infra/uninstall.sh --environment NAME [options]       deployed with azd: NAME is the azd environment
  infra/uninstall.sh --resource-group GROUP [options]   deployed without azd

  --what-if         says what would go, and changes nothing
  --yes             does not ask
  --keep-grants     leaves the permissions alone, for who may not change them: they end with the identity
  --all             also takes permissions of that identity which grant-permissions.sh did not grant from this computer
  --help            this text

It stops where the resource group does not carry Vigil's tag, or holds anything without it.
You need the role Contributor on the resource group, and for the permissions what grant-permissions.sh needs.
What was learned and every incident are gone afterwards: docs/permissions.md says what stays.
TEXT
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'uninstall: %s\n' "$*" >&2
  exit 1
}

misused() {
  printf 'uninstall: %s\n' "$*" >&2
  exit 2
}

azure_said() { tail -n 12 "$errors" | tr '\n\r\t' '   ' | tr -d '\000-\037\177' | cut -c 1-800; }

# What az prints, as lines of tab-separated values.
ask_azure() { az "$@" --output tsv --only-show-errors 2>"$errors" </dev/null || fail "Azure refused. It says: $(azure_said)"; }

# A value is never taken for an option, nor for a file: az reads what begins with @ from the disk. (In both scripts, since each is brought
# to Cloud Shell by itself.)
check_value() {
  [[ -n $2 ]] || misused "$1 needs a value: --help lists the options"
  case $2 in
    -* | @*) misused "$1 $2: a name does not begin so" ;;
  esac
}

read_arguments() {
  while (($# > 0)); do
    case $1 in
      --environment | --resource-group)
        check_value "$1" "${2:-}"
        if [[ $1 == --environment ]]; then environment=$2; else group=$2; fi
        shift 2
        ;;
      --what-if) what_if=yes && shift ;;
      --yes) yes=yes && shift ;;
      --keep-grants) keep_grants=yes && shift ;;
      --all) all=yes && shift ;;
      --help | -h) help && exit 0 ;;
      *) misused "$1 is no option: --help lists them" ;;
    esac
  done
  [[ -n $environment || -n $group ]] || misused 'write --environment NAME, or --resource-group GROUP'
  [[ -z $environment || -z $group ]] || misused 'take either --environment or --resource-group'
}

# The one resource group of the azd environment, or the tag of the group that was named.
find_group() {
  if [[ -n $environment ]]; then
    command -v azd >/dev/null || fail 'azd is missing: https://aka.ms/azd. Without it: --resource-group GROUP'
    tag=$environment
    group=$(ask_azure group list --tag "$TAG=$environment" --query '[].name')
    [[ -n $group ]] || fail "no resource group carries the tag $TAG=$environment in the subscription $subscription."
    [[ $group != *$'\n'* ]] || fail "several resource groups carry the tag $TAG=$environment. Say which: --resource-group GROUP"
  else
    tag=$(ask_azure group show --name "$group" --query "tags.\"$TAG\"")
    [[ -n $tag && $tag != None ]] || fail "the resource group $group does not carry the tag $TAG, so it is not one that Vigil made. Nothing was changed."
  fi
}

# What azd takes away must be what is looked at here: it goes by its own environment, az by its own subscription.
check_same() {
  local theirs
  theirs=$(azd env get-value AZURE_SUBSCRIPTION_ID --environment "$environment" 2>"$errors" </dev/null) ||
    fail "azd knows no environment $environment here. It says: $(azure_said)"
  [[ $theirs == "$subscription_id" ]] ||
    fail "the azd environment $environment is in the subscription $theirs, and not in $subscription_id. Change to that one first. Nothing was changed."
  theirs=$(azd env get-value AZURE_RESOURCE_GROUP --environment "$environment" 2>"$errors" </dev/null) || theirs=''
  [[ $theirs == "$group" ]] ||
    fail "the azd environment $environment would delete the resource group $theirs, and not $group. Nothing was changed."
}

# Stops before anything is taken away that then could not be deleted.
check_locks() {
  local locks
  locks=$(ask_azure lock list --resource-group "$group" --query '[].name')
  [[ -z $locks ]] || fail "the resource group $group is locked against deleting: ${locks//$'\n'/, }. Delete the lock first: portal.azure.com > the resource group > Locks. Nothing was changed."
}

# Stops where the group holds anything that Vigil did not bring.
check_content() {
  local kind name its foreign=''
  content=$(ask_azure resource list --resource-group "$group" --query "[].[type, name, tags.\"$TAG\" || '-']")
  while IFS=$'\t' read -r kind name its; do
    if [[ -z $kind || $its == "$tag" ]]; then continue; fi
    if printf '%s\n%s\n' "$kind" "$name" | grep -qixE "$BY_ITSELF"; then continue; fi
    foreign="$foreign, $name ($kind)"
  done <<<"$content"
  [[ -z $foreign ]] || fail "the resource group $group holds what does not carry the tag $TAG=$tag: ${foreign:2}. Move it elsewhere, or delete by hand. Nothing was changed."
}

tell() {
  local kind name _
  say "Subscription $subscription, resource group $group:"
  while IFS=$'\t' read -r kind name _; do
    if [[ -n $kind ]]; then say "  $name ($kind)"; fi
  done <<<"$content"
  say 'All of it goes, and with it what Vigil learned and every incident.'
  while IFS=$'\t' read -r name kind; do
    if [[ -n $name && $kind == true ]]; then
      say "  Note: the key vault $name is protected from purging. Its name stays reserved until Azure lets it go (90 days, if nobody chose less): deploy under another environment name until then, or recover it."
    fi
  done <<<"$vaults"
}

confirm() {
  local answer=''
  if [[ $yes == yes ]]; then return 0; fi
  printf 'Type the name of the resource group to delete it: '
  read -r answer || true
  say ''
  [[ $answer == "$group" ]] || fail 'that is not its name. Nothing was changed.'
}

# Needs the identities, so it comes before they go.
remove_grants() {
  local name words found=no
  if [[ $keep_grants == yes ]]; then
    say 'Permissions: left alone; they end with the identity'
    return 0
  fi
  while IFS= read -r name; do
    if [[ -z $name ]]; then continue; fi
    found=yes
    words=(--identity "$name" --resource-group "$group" --remove)
    if [[ $all == yes ]]; then words+=(--all); fi
    if [[ $what_if == yes ]]; then words+=(--what-if); fi
    bash "$here/grant-permissions.sh" "${words[@]}" </dev/null ||
      fail 'the permissions could not be removed, and nothing was deleted. Who may not change them: --keep-grants; they end with the identity.'
  done <<<"$identities"
  if [[ $found == no ]]; then say 'Permissions: the resource group has no identity any more, and they ended with it'; fi
}

delete_group() {
  if [[ -n $environment ]]; then
    (cd "$here/.." && azd down --environment "$environment" --force --purge --no-prompt </dev/null) ||
      fail 'azd down did not finish. What it said is above; run the same line again, or: infra/uninstall.sh --resource-group GROUP'
  else
    az group delete --name "$group" --yes --only-show-errors 2>"$errors" </dev/null || fail "Azure did not delete $group. It says: $(azure_said)"
    purge_vaults
  fi
}

# What azd down --purge does for the others.
purge_vaults() {
  local name kept
  while IFS=$'\t' read -r name kept; do
    if [[ -z $name || $kept == true ]]; then continue; fi
    if az keyvault purge --name "$name" --only-show-errors 2>"$errors" </dev/null; then
      say "  key vault $name: purged"
    else
      say "  key vault $name: deleted, not purged; its name stays reserved. Azure says: $(azure_said)"
    fi
  done <<<"$vaults"
}

main() {
  read_arguments "$@"
  command -v az >/dev/null || fail 'the Azure CLI is missing: https://aka.ms/azure-cli'
  subscription=$(az account show --query name --output tsv 2>"$errors" </dev/null) || fail 'nobody is signed in. Run: az login'
  subscription_id=$(az account show --query id --output tsv 2>"$errors" </dev/null)
  find_group
  if [[ -n $environment ]]; then check_same; fi
  check_content
  check_locks
  vaults=$(ask_azure keyvault list --resource-group "$group" --query '[].[name, to_string(properties.enablePurgeProtection)]')
  identities=$(ask_azure identity list --resource-group "$group" --query '[].name')

  tell
  if [[ $what_if == no ]]; then confirm; fi
  remove_grants
  if [[ $what_if == yes ]]; then
    say "The resource group $group would be deleted. Nothing was changed."
    return 0
  fi
  delete_group
  say "The resource group $group is deleted. Delete the Teams workflow by hand: docs/permissions.md says what else stays."
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment='' group='' what_if=no yes=no keep_grants=no all=no
subscription='' tag='' content='' vaults='' identities=''
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
main "$@"
