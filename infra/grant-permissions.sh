#!/usr/bin/env bash
# Grants Vigil's managed identity the five permissions it reads with, and no other: docs/permissions.md says what each is for.
# Runs under bash 3.2 and later (macOS, Azure Cloud Shell); needs the Azure CLI, signed in.
set -euo pipefail

readonly GRAPH_URL='https://graph.microsoft.com/v1.0'
readonly GRAPH_APP='00000003-0000-0000-c000-000000000000'      # Microsoft Graph
readonly MANAGEMENT_APP='c5393580-f805-4401-95e8-94b7a6ef2fc2' # Office 365 Management APIs
readonly TRACES_APP='8bd644d1-64a1-4d4b-ae52-2e0cbf64e373'     # Transport Data Platform, without which message traces answer 401

# The app that gives it, its name, and the id it has in every tenant (graph-docs permissions reference; mgmt-docs reference).
readonly PERMISSIONS="
$GRAPH_APP AuditLog.Read.All b0afded3-3588-46d8-8b3d-9842eff778da
$GRAPH_APP Directory.Read.All 7ab1d382-f21e-4acd-a863-ba3e13f7da61
$GRAPH_APP ExchangeMessageTrace.Read.All 89b20d8a-76e2-4057-867b-9961f800b9a4
$GRAPH_APP Policy.Read.All 246dd0d5-5bd0-4def-940b-0421030a5b68
$MANAGEMENT_APP ActivityFeed.Read 594c1fb6-4f81-4475-ae41-0c394909246c
"

help() {
  cat <<'TEXT'
Grants Vigil's managed identity the five permissions it reads with. Nothing that it grants can write.

  infra/grant-permissions.sh --app NAME --resource-group GROUP [options]
  infra/grant-permissions.sh --principal-id ID [options]

  --app NAME              the function app, whose own (system-assigned) identity is meant
  --resource-group GROUP  the resource group of the function app
  --principal-id ID       instead: the object id of the identity's service principal
  --what-if               says what it would do, and changes nothing
  --remove                takes the five permissions away from that identity; leaves everything else as it is
  --help                  this text

You need the role Global Administrator, or Privileged Role Administrator and Cloud Application Administrator.
It may be run again at any time: what is granted already stays. In Azure a new permission can take a day until it counts.
TEXT
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'grant-permissions: %s\n' "$*" >&2
  exit 1
}

misused() {
  printf 'grant-permissions: %s\n' "$*" >&2
  exit 2
}

# One request to Graph. Prints what the query picks, as lines of tab-separated values; nothing without a query.
graph() {
  local method=$1 path=$2 query=${3:-} body=${4:-}
  local words=(rest --method "$method" --url "$GRAPH_URL/$path" --only-show-errors)
  if [[ -n $query ]]; then words+=(--query "$query" --output tsv); else words+=(--output none); fi
  if [[ -n $body ]]; then words+=(--headers 'Content-Type=application/json' --body "$body"); fi
  az "${words[@]}" 2>"$errors" </dev/null || explain "$method"
}

# Says in one line why a request failed. What is there already is no failure.
explain() {
  local method=$1 text
  text=$(tr '\n' ' ' <"$errors")
  case $text in
    *'Permission being assigned already exists'*) return 0 ;;
    *Authorization_RequestDenied* | *'Insufficient privileges'* | *Forbidden*)
      fail "you may not do this in this tenant ($method). Ask somebody with the role Global Administrator, or Privileged Role Administrator and Cloud Application Administrator, to run the same line."
      ;;
    *Request_ResourceNotFound* | *'does not exist'*)
      fail "the directory does not know what was asked for. A new identity takes some minutes to arrive there: wait, check the id, and run the same line again. Microsoft says: $text"
      ;;
    *) fail "Microsoft's directory refused ($method): $text" ;;
  esac
}

# The object id of an app's service principal in this tenant; nothing where there is none.
service_principal() {
  graph get "servicePrincipals?\$filter=appId%20eq%20'$1'&\$select=id" 'value[0].id'
}

known_service_principal() {
  local id
  id=$(service_principal "$1") || exit 1 # else bash goes on here
  [[ -n $id && $id != None ]] || fail "$2 has no service principal in this tenant, so nothing of it can be granted. A tenant gets it with its first Exchange Online licence."
  printf '%s' "$id"
}

# The names and ids of the permissions that an app gives.
roles_of() {
  graph get "servicePrincipals/$1?\$select=appRoles" 'appRoles[].[value,id]'
}

# Stops where a permission of that name is another one than Vigil was written for.
check_role() {
  local value=$1 expected=$2 found
  found=$(printf '%s\n' "$roles" | awk -F '\t' -v value="$value" '$1 == value { print $2; exit }')
  [[ $found == "$expected" ]] || fail "$value should have the id $expected and has '$found' here. Nothing was changed. Report this line."
}

resource_of() {
  if [[ $1 == "$GRAPH_APP" ]]; then printf '%s' "$graph_id"; else printf '%s' "$management_id"; fi
}

# The id of the assignment of a role to the identity; nothing where it has none.
assignment() {
  local resource=$1 role=$2
  printf '%s\n' "$assigned" | awk -F '\t' -v resource="$resource" -v role="$role" '$2 == resource && $3 == role { print $1; exit }'
}

grant() {
  local resource=$1 value=$2 role=$3
  if [[ -n $(assignment "$resource" "$role") ]]; then
    say "  $value: is granted"
  elif [[ $what_if == yes ]]; then
    say "  $value: would be granted"
  else
    graph post "servicePrincipals/$principal/appRoleAssignments" '' \
      "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}"
    say "  $value: granted"
  fi
}

revoke() {
  local resource=$1 value=$2 role=$3 id
  id=$(assignment "$resource" "$role")
  if [[ -z $id ]]; then
    say "  $value: is not granted"
  elif [[ $what_if == yes ]]; then
    say "  $value: would be removed"
  else
    graph delete "servicePrincipals/$principal/appRoleAssignments/$id"
    say "  $value: removed"
  fi
}

# Microsoft's own app must exist in the tenant before message traces can be read at all.
admit_traces() {
  local id
  id=$(service_principal "$TRACES_APP")
  if [[ -n $id && $id != None ]]; then
    say '  service principal of message traces: is there'
  elif [[ $what_if == yes ]]; then
    say '  service principal of message traces: would be made'
  else
    graph post servicePrincipals '' "{\"appId\":\"$TRACES_APP\"}"
    say '  service principal of message traces: made'
  fi
}

read_arguments() {
  while (($# > 0)); do
    case $1 in
      --app | --resource-group | --principal-id)
        (($# > 1)) || misused "$1 needs a value: --help lists the options"
        case $1 in
          --app) app=$2 ;;
          --resource-group) group=$2 ;;
          *) principal=$2 ;;
        esac
        shift 2
        ;;
      --what-if) what_if=yes && shift ;;
      --remove) remove=yes && shift ;;
      --help | -h) help && exit 0 ;;
      *) misused "$1 is no option: --help lists them" ;;
    esac
  done
  if [[ -n $principal ]]; then
    [[ -z $app$group ]] || misused 'take either --principal-id, or --app and --resource-group'
    [[ $principal =~ ^[0-9a-fA-F-]{36}$ ]] || misused "--principal-id $principal is no object id: write 36 characters"
  elif [[ -z $app || -z $group ]]; then
    misused 'write --app NAME --resource-group GROUP, or --principal-id ID'
  fi
}

# The object id of the function app's own identity.
find_principal() {
  principal=$(az functionapp identity show --name "$app" --resource-group "$group" --query principalId --output tsv 2>"$errors") ||
    fail "cannot find the function app $app in $group: $(tr '\n' ' ' <"$errors")"
  [[ -n $principal && $principal != None ]] ||
    fail "$app has no identity yet. Run: az functionapp identity assign --name $app --resource-group $group"
}

main() {
  local name resource_app value role
  read_arguments "$@"
  command -v az >/dev/null || fail 'the Azure CLI is missing: https://aka.ms/azure-cli'
  az account show --output none 2>"$errors" || fail 'nobody is signed in. Run: az login'
  [[ -n $principal ]] || find_principal

  name=$(graph get "servicePrincipals/$principal?\$select=displayName" displayName)
  graph_id=$(known_service_principal "$GRAPH_APP" 'Microsoft Graph')
  management_id=$(known_service_principal "$MANAGEMENT_APP" 'Office 365 Management APIs')
  roles=$(roles_of "$graph_id" && roles_of "$management_id")
  while read -r _ value role; do
    if [[ -n $value ]]; then check_role "$value" "$role"; fi
  done <<<"$PERMISSIONS"
  assigned=$(graph get "servicePrincipals/$principal/appRoleAssignments?\$top=999" 'value[].[id,resourceId,appRoleId]')

  say "$name ($principal)"
  while read -r resource_app value role; do
    if [[ -z $value ]]; then continue; fi
    if [[ $remove == yes ]]; then
      revoke "$(resource_of "$resource_app")" "$value" "$role"
    else
      grant "$(resource_of "$resource_app")" "$value" "$role"
    fi
  done <<<"$PERMISSIONS"
  if [[ $remove == no ]]; then admit_traces; fi
  if [[ $what_if == yes ]]; then say 'Nothing was changed.'; fi
}

app='' group='' principal='' what_if=no remove=no
graph_id='' management_id='' roles='' assigned=''
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
main "$@"
