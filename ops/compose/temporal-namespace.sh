#!/bin/sh
# Makes the namespace and Scout's search attributes where they are missing. Reads TEMPORAL_ADDRESS,
# TEMPORAL_NAMESPACE and RETENTION.
set -eu
namespace=$TEMPORAL_NAMESPACE

# The port opens before the server is ready.
tries=0
until temporal operator cluster health; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || exit 1
  sleep 1
done

if temporal operator namespace describe -n "$namespace" >/dev/null 2>&1; then
  temporal operator namespace update -n "$namespace" --retention "$RETENTION" >/dev/null
else
  temporal operator namespace create -n "$namespace" --retention "$RETENTION"
fi

# The servers learn of a new namespace within some seconds.
tries=0
until temporal operator search-attribute list -n "$namespace" >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || exit 1
  sleep 1
done

present=$(temporal operator search-attribute list -n "$namespace")
for attribute in ScoutDevice:Keyword ScoutFile:Keyword ScoutStatus:Keyword ScoutRecords:Int; do
  name=${attribute%%:*}
  case $present in
    *"$name"*) ;;
    *)
      temporal operator search-attribute create -n "$namespace" \
        --name "$name" --type "${attribute##*:}"
      ;;
  esac
done
