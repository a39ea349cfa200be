#!/usr/bin/env bash
# Grants Vigil's identity the five permissions it reads with, and no other: docs/permissions.md says what each is for.
# Runs under bash 3.2 and later (macOS, Azure Cloud Shell); needs the Azure CLI, signed in. On Windows: grant-permissions.ps1.
set -euo pipefail

readonly GRAPH_URL='https://graph.microsoft.com/v1.0'
readonly GRAPH_APP='00000003-0000-0000-c000-000000000000'      # Microsoft Graph
readonly MANAGEMENT_APP='c5393580-f805-4401-95e8-94b7a6ef2fc2' # Office 365 Management APIs
readonly TRACES_APP='8bd644d1-64a1-4d4b-ae52-2e0cbf64e373'     # Transport Data Platform, without which message traces answer 401

# The app that gives it, its name, and the id it should have. The directory is asked for the id by the name; a difference stops the script.
readonly PERMISSIONS="
$GRAPH_APP AuditLog.Read.All b0afded3-3588-46d8-8b3d-9842eff778da
$GRAPH_APP Directory.Read.All 7ab1d382-f21e-4acd-a863-ba3e13f7da61
$GRAPH_APP ExchangeMessageTrace.Read.All 89b20d8a-76e2-4057-867b-9961f800b9a4
$GRAPH_APP Policy.Read.All 246dd0d5-5bd0-4def-940b-0421030a5b68
$MANAGEMENT_APP ActivityFeed.Read 594c1fb6-4f81-4475-ae41-0c394909246c
"

readonly MOST_TRIES=6     # of one request, while Microsoft asks to wait
readonly LONGEST_WAIT=120 # seconds, whatever Microsoft asks for
readonly MOST_PAGES=50

help() {
  cat <<'TEXT'
Grants Vigil's identity the five permissions it reads with. Nothing that it grants can write.

  infra/grant-permissions.sh --identity NAME --resource-group GROUP [options]
  infra/grant-permissions.sh --app NAME --resource-group GROUP [options]
  infra/grant-permissions.sh --principal-id ID [options]

  --identity NAME         the user-assigned managed identity, as Vigil's deployment makes one
  --app NAME              instead: the function app, whose own identity is meant
  --resource-group GROUP  the resource group of either
  --principal-id ID       instead: the object id of the identity's service principal; needs no rights in Azure
  --what-if               says what it would do, and changes nothing
  --remove                takes away again what this script granted, and leaves everything else as it is
  --all                   with --remove: all five, also those that were there before or were granted from another computer
  --record FILE           where it keeps what it granted; usually ~/.vigil/granted-ID.txt
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

# One request to Graph. Prints what the query picks, as lines of tab-separated values. Waits and asks again where Microsoft says so.
request() {
  local method=$1 url=$2 query=${3:-} body=${4:-} try seconds noise=--only-show-errors
  local words=(rest --method "$method" --url "$url")
  if [[ -n $query ]]; then words+=(--query "$query" --output tsv); else words+=(--output none); fi
  if [[ -n $body ]]; then words+=(--headers 'Content-Type=application/json' --body "$body"); fi
  for ((try = 1; try <= MOST_TRIES; try++)); do
    if az "${words[@]}" "$noise" 2>"$errors" </dev/null; then return 0; fi
    if [[ $(kind_of_failure) != busy ]] || ((try == MOST_TRIES)); then return 1; fi
    seconds=$(seconds_to_wait "$try")
    say "  Microsoft asks to wait: $seconds seconds" >&2
    sleep "$seconds"
    noise=--debug # the only way in which az tells Retry-After
  done
}

# As long as Microsoft asked for; else longer with each try.
seconds_to_wait() {
  local seconds
  seconds=$(sed -n "s/.*'[Rr]etry-[Aa]fter': '\([0-9]\{1,6\}\)'.*/\1/p" "$errors" | tail -n 1)
  if [[ -z $seconds ]]; then seconds=$(($1 * 10)); fi
  if ((10#$seconds > LONGEST_WAIT)); then seconds=$LONGEST_WAIT; fi
  printf '%s' "$seconds"
}

kind_of_failure() {
  case $(<"$errors") in
    *'Permission being assigned already exists'* | *Request_MultipleObjectsWithSameKeyValue*) printf exists ;;
    *Authorization_RequestDenied* | *'Insufficient privileges'* | *Forbidden*) printf denied ;;
    *Request_ResourceNotFound* | *'does not exist'*) printf unknown ;;
    *'Too Many Requests'* | *TooManyRequests* | *'Service Unavailable'* | *'Gateway Time'*) printf busy ;;
    *InvalidAuthenticationToken* | *AADSTS* | *Unauthorized*) printf unsigned ;;
    *) printf other ;;
  esac
}

# What Microsoft said, in one line that a terminal can show.
microsoft_said() { tail -n 12 "$errors" | tr '\n\r\t' '   ' | tr -d '\000-\037\177' | cut -c 1-800; }

# Says in one line why a request failed.
explain() {
  local method=$1
  case $(kind_of_failure) in
    denied) fail "you may not do this in this tenant ($method). Ask somebody with the role Global Administrator, or Privileged Role Administrator and Cloud Application Administrator, to run the same line. What was done before stays." ;;
    unknown) fail "the directory does not know what was asked for. A new identity takes some minutes to arrive there: wait, check the id and the tenant, and run the same line again. Microsoft says: $(microsoft_said)" ;;
    busy) fail "Microsoft was still too busy after $MOST_TRIES tries. What was done before stays: run the same line again in some minutes." ;;
    unsigned) fail 'the sign-in has run out. Run: az login, and then the same line again.' ;;
    *) fail "the directory refused ($method). Microsoft says: $(microsoft_said)" ;;
  esac
}

# The object id of an app's service principal in this tenant; nothing where there is none.
service_principal() {
  local id
  id=$(request get "$GRAPH_URL/servicePrincipals?\$filter=appId%20eq%20'$1'&\$select=id" 'value[0].id') || return 1
  if [[ $id != None ]]; then printf '%s' "$id"; fi
}

known_service_principal() {
  local id
  id=$(service_principal "$1") || explain get
  [[ -n $id ]] || fail "$2 has no service principal in this tenant, so nothing of it can be granted. A tenant gets it with its first Exchange Online licence."
  printf '%s' "$id"
}

# The names and ids of the permissions that an app gives to apps.
roles_of() {
  request get "$GRAPH_URL/servicePrincipals/$1?\$select=appRoles" "appRoles[?contains(allowedMemberTypes, 'Application')].[value,id]" || explain get
}

role_of() { printf '%s\n' "$roles" | awk -F '\t' -v value="$1" '$1 == value { print $2; exit }'; }

# Stops where a permission of that name is another one than Vigil was written for.
check_role() {
  local value=$1 expected=$2 found
  found=$(role_of "$value")
  [[ -n $found ]] || fail "$value is not offered in this tenant. Nothing was changed. Report this line."
  [[ $found == "$expected" ]] || fail "$value should have the id $expected and has $found here. Nothing was changed. Report this line."
}

# What the identity holds, all pages of it: id, resource, role, day.
assignments_of() {
  local url="$GRAPH_URL/servicePrincipals/$1/appRoleAssignments" page number
  for ((number = 1; number <= MOST_PAGES; number++)); do
    page=$(request get "$url" "[value[].[id,resourceId,appRoleId,createdDateTime], [['@next',\"@odata.nextLink\"]]][]") || explain get
    printf '%s\n' "$page" | awk -F '\t' '$1 != "@next"'
    url=$(printf '%s\n' "$page" | awk -F '\t' '$1 == "@next" { print $2 }')
    if [[ -z $url || $url == None ]]; then return 0; fi
    [[ $url == "$GRAPH_URL"/* ]] || fail "Microsoft gave a next page at another address, which is not asked: $url"
  done
  fail "the identity holds more permissions than fit $MOST_PAGES pages. Nothing was changed."
}

# One column of the assignment of a role to the identity; nothing where it has none.
assignment() {
  printf '%s\n' "$assigned" |
    awk -F '\t' -v resource="$1" -v role="$2" -v column="$3" '$2 == resource && $3 == role { print $column; exit }'
}

# Whether this script, on this computer, granted the assignment of that id: no two ever have the same.
is_ours() { [[ -f $record ]] && awk -F '\t' -v id="$1" '$1 == id { found = 1 } END { exit !found }' "$record"; }

remember() { printf '%s\t%s\n' "$1" "$2" >>"$record"; }

forget() {
  local kept
  [[ -f $record ]] || return 0
  kept=$(awk -F '\t' -v id="$1" '$1 != id' "$record")
  if [[ -n $kept ]]; then printf '%s\n' "$kept" >"$record"; else rm -f "$record"; fi
}

grant() {
  local resource=$1 value=$2 role=$3 id since
  id=$(assignment "$resource" "$role" 1)
  since=$(assignment "$resource" "$role" 4)
  if [[ -n $id ]] && is_ours "$id"; then
    say "  $value: is granted"
  elif [[ -n $id ]]; then
    say "  $value: is granted since ${since:0:10}, not with this script on this computer: removing will leave it"
  elif [[ $what_if == yes ]]; then
    say "  $value: would be granted"
  elif id=$(request post "$GRAPH_URL/servicePrincipals/$principal/appRoleAssignments" id \
    "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}"); then
    remember "$id" "$value"
    granted=yes
    say "  $value: granted"
  elif [[ $(kind_of_failure) == exists ]]; then
    say "  $value: is granted, by somebody else just now: removing will leave it"
  else
    explain post
  fi
}

revoke() {
  local resource=$1 value=$2 role=$3 id since
  id=$(assignment "$resource" "$role" 1)
  since=$(assignment "$resource" "$role" 4)
  if [[ -z $id ]]; then
    say "  $value: is not granted"
  elif [[ $all == no ]] && ! is_ours "$id"; then
    left=yes
    say "  $value: left. It is granted since ${since:0:10}, not with this script on this computer"
  elif [[ $what_if == yes ]]; then
    say "  $value: would be removed"
  elif request delete "$GRAPH_URL/servicePrincipals/$principal/appRoleAssignments/$id"; then
    forget "$id"
    say "  $value: removed"
  elif [[ $(kind_of_failure) == unknown ]]; then
    forget "$id"
    say "  $value: is gone already"
  else
    explain delete
  fi
}

# Microsoft's own app must exist in the tenant before message traces can be read at all.
admit_traces() {
  local id
  id=$(service_principal "$TRACES_APP") || explain get
  if [[ -n $id ]]; then
    say '  service principal of message traces: is there'
  elif [[ $what_if == yes ]]; then
    say '  service principal of message traces: would be made'
  elif request post "$GRAPH_URL/servicePrincipals" '' "{\"appId\":\"$TRACES_APP\"}"; then
    say '  service principal of message traces: made'
  elif [[ $(kind_of_failure) == exists ]]; then
    say '  service principal of message traces: is there'
  else
    explain post
  fi
}

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
      --identity | --app | --resource-group | --principal-id | --record)
        check_value "$1" "${2:-}"
        case $1 in
          --identity) identity=$2 ;;
          --app) app=$2 ;;
          --resource-group) group=$2 ;;
          --record) record=$2 ;;
          *) principal=$2 ;;
        esac
        shift 2
        ;;
      --what-if) what_if=yes && shift ;;
      --remove) remove=yes && shift ;;
      --all) all=yes && shift ;;
      --help | -h) help && exit 0 ;;
      *) misused "$1 is no option: --help lists them" ;;
    esac
  done
  check_arguments
}

check_arguments() {
  [[ $all == no || $remove == yes ]] || misused '--all goes with --remove'
  if [[ -n $principal ]]; then
    [[ -z $identity$app$group ]] || misused 'take either --principal-id, or a name and --resource-group'
    [[ $principal =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] ||
      misused "--principal-id $principal is no object id: write 36 characters, as 11111111-2222-4333-8444-555555555555"
  elif [[ -n $identity && -n $app ]]; then
    misused 'take either --identity or --app'
  elif [[ -z $identity$app || -z $group ]]; then
    misused 'write --identity NAME --resource-group GROUP, or --app NAME --resource-group GROUP, or --principal-id ID'
  fi
}

# The object id of the identity that was named.
find_principal() {
  if [[ -n $identity ]]; then
    principal=$(az identity show --name "$identity" --resource-group "$group" --query principalId --output tsv 2>"$errors" </dev/null) ||
      fail "cannot find the identity $identity in $group. With its object id (--principal-id) no rights in Azure are needed. Azure says: $(microsoft_said)"
    [[ -n $principal && $principal != None ]] || fail "Azure gives no object id for $identity. Wait some minutes, and run the same line again."
  else
    find_app_principal
  fi
}

# An app's own identity; where it has none, the one that was assigned to it.
find_app_principal() {
  local found own others
  found=$(az functionapp identity show --name "$app" --resource-group "$group" \
    --query "[[principalId || '-', join(',', values(userAssignedIdentities || \`{}\`)[].principalId)]]" --output tsv 2>"$errors" </dev/null) ||
    fail "cannot find the function app $app in $group. With the object id of its identity (--principal-id) no rights in Azure are needed. Azure says: $(microsoft_said)"
  own=$(printf '%s' "$found" | awk -F '\t' '{ print $1 }')
  others=$(printf '%s' "$found" | awk -F '\t' '{ print $2 }')
  case $own:$others in
    : | -: | -:None) fail "$app has no identity yet. Deploy again, or run: az functionapp identity assign --name $app --resource-group $group" ;;
    -:*,*) fail "$app has several identities. Name the one that Vigil uses: --identity NAME --resource-group GROUP" ;;
    -:*) principal=$others ;;
    *) principal=$own ;;
  esac
}

# Says whom it is about; stops where that is nobody, or where the id of the app was given instead.
introduce() {
  local found kind name real
  if ! found=$(request get "$GRAPH_URL/servicePrincipals/$principal?\$select=displayName,servicePrincipalType" '[[servicePrincipalType,displayName]]'); then
    [[ $(kind_of_failure) == unknown ]] || explain get
    real=$(service_principal "$principal") || real=''
    [[ -z $real ]] || fail "$principal is a client id. The object id of the same identity is $real: run it with --principal-id $real"
    fail "the directory of this tenant knows no identity $principal. A new one takes some minutes to arrive there: wait, check the id and the tenant, and run the same line again."
  fi
  kind=${found%%$'\t'*}
  name=$(printf '%s' "${found#*$'\t'}" | tr -d '\000-\037\177')
  say "$name ($principal)"
  if [[ $kind != ManagedIdentity ]]; then
    say '  Note: this is an app registration and no managed identity. That is right for npm start on your own computer, and wrong for Vigil in Azure.'
  fi
}

# Before the first change, so that nothing is granted that could not be taken away again.
check_record() {
  if [[ -z $record ]]; then record="${HOME:-.}/.vigil/granted-$principal.txt"; fi
  if [[ $what_if == yes || $remove == yes ]]; then return 0; fi
  { mkdir -p "$(dirname "$record")" && touch "$record"; } 2>/dev/null ||
    fail "cannot write $record, where what was granted is kept. Choose another place with --record FILE."
}

change() {
  local resource_app value expected resource
  while read -r resource_app value expected; do
    if [[ -z $value ]]; then continue; fi
    if [[ $resource_app == "$GRAPH_APP" ]]; then resource=$graph_id; else resource=$management_id; fi
    if [[ $remove == yes ]]; then
      revoke "$resource" "$value" "$(role_of "$value")"
    else
      grant "$resource" "$value" "$(role_of "$value")"
    fi
  done <<<"$PERMISSIONS"
}

# What a person should know now.
close() {
  if [[ $granted == yes ]]; then
    say 'A managed identity keeps its token for up to 24 hours: what was granted just now may count only then. Restarting does not help, waiting does.'
  fi
  if [[ $remove == yes ]]; then
    say '  service principal of message traces: left, since other tools may need it'
  fi
  if [[ $left == yes ]]; then
    say 'To take all five away from this identity, whoever granted them: --remove --all'
  fi
  if [[ $what_if == yes ]]; then say 'Nothing was changed.'; fi
  if [[ -f $record && ! -s $record ]]; then rm -f "$record"; fi
}

main() {
  local value expected
  read_arguments "$@"
  command -v az >/dev/null || fail 'the Azure CLI is missing: https://aka.ms/azure-cli'
  az account show --output none 2>"$errors" </dev/null || fail 'nobody is signed in. Run: az login'
  [[ -n $principal ]] || find_principal

  introduce
  graph_id=$(known_service_principal "$GRAPH_APP" 'Microsoft Graph')
  management_id=$(known_service_principal "$MANAGEMENT_APP" 'Office 365 Management APIs')
  roles=$(roles_of "$graph_id" && roles_of "$management_id")
  while read -r _ value expected; do
    if [[ -n $value ]]; then check_role "$value" "$expected"; fi
  done <<<"$PERMISSIONS"
  assigned=$(assignments_of "$principal")
  check_record
  change
  if [[ $remove == no ]]; then admit_traces; fi
  close
}

identity='' app='' group='' principal='' record='' what_if=no remove=no all=no
graph_id='' management_id='' roles='' assigned='' granted=no left=no
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
main "$@"
