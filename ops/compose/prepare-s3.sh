#!/bin/bash
# Makes the bucket, the service's and the devices' credentials with their policies, and tells the
# store to post an event for every upload below the prefix. May be run again at any time. Reads the
# variables named below from the environment; POLICIES is the folder of the policy files. Needs
# nothing but bash and the store's client: its image holds no more.
set -euo pipefail
store=scout
mc alias set "$store" "$S3_ENDPOINT" "$S3_ROOT_USER" "$S3_ROOT_PASSWORD" >/dev/null

mc mb --ignore-existing "$store/$SCOUT_S3_BUCKET"
mc version enable "$store/$SCOUT_S3_BUCKET"

credential() { # name of the policy, access key, secret key
  # the policy files name the default bucket and prefix
  policy=$(<"$POLICIES/$1-policy.json")
  policy=${policy//"scout/v1/bronze/"/$SCOUT_S3_PREFIX}
  policy=${policy//":::sample"/":::$SCOUT_S3_BUCKET"}
  mc admin policy create "$store" "$1" /dev/stdin <<<"$policy"
  mc admin user add "$store" "$2" "$3"
  # attaching what is attached is an error, so look first
  case $(mc admin user info "$store" "$2" --json) in
    *"$1"*) ;;
    *) mc admin policy attach "$store" "$1" --user "$2" ;;
  esac
}
credential storage-service "$SCOUT_S3_ACCESS_KEY" "$SCOUT_S3_SECRET_KEY"
credential storage-uploader "$SCOUT_DEVICE_ACCESS_KEY" "$SCOUT_DEVICE_SECRET_KEY"

mc event add --ignore-existing "$store/$SCOUT_S3_BUCKET" arn:minio:sqs::SCOUT:webhook \
  --event put --prefix "$SCOUT_S3_PREFIX"
