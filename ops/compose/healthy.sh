#!/usr/bin/env bash
# Succeeds if GET /health on this port answers 200; needs nothing but bash. A second argument is the
# address, by default this machine's own.
set -eu
exec 3<>"/dev/tcp/${2:-127.0.0.1}/$1"
printf 'GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
