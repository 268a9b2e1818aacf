#!/usr/bin/env bash
# Makes a person's ticket (a JWT, HS256) as a site with its own login would, to try the setting Tokens:Issuers.
#   deploy/ticket.sh ISSUER SHARED_KEY SUBJECT [NAME] [HOURS]     SHARED_KEY is base64; 12 hours by default
# Prints the ticket, and on stderr the id that rooms know the person by.
set -euo pipefail

[ $# -ge 3 ] || { sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,4p' >&2; exit 2; }
issuer=$1 key=$2 subject=$3 name=${4:-} hours=${5:-12} now=$(date +%s)

text() { local s=${1//\\/\\\\}; printf '"%s"' "${s//\"/\\\"}"; }
url64() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

claims="{\"iss\":$(text "$issuer"),\"aud\":\"livefestival\",\"sub\":$(text "$subject"),\"iat\":$now,\"exp\":$(( now + hours * 3600 ))"
[ -z "$name" ] || claims+=",\"name\":$(text "$name")"
signed="$(printf '{"alg":"HS256","typ":"JWT"}' | url64).$(printf '%s}' "$claims" | url64)"
hex=$(printf '%s' "$key" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
printf '%s.%s\n' "$signed" "$(printf '%s' "$signed" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$hex" -binary | url64)"
printf 'viewer person:%s\n' "$(printf '%s\n%s' "$issuer" "$subject" | sha256sum | cut -c1-32)" >&2
