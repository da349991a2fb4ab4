#!/bin/sh
# Draws the keys once: /private is the gateway's alone, /push is office's alone, /public is everybody's.
set -eu
for name in context access; do
  if [ ! -s "/private/$name.pem" ]; then
    openssl genpkey -algorithm ed25519 -out "/private/$name.pem"
    openssl pkey -in "/private/$name.pem" -pubout -out "/public/$name.pem"
  fi
done
if [ ! -s /push/push.pem ]; then
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out /push/push.pem
fi
chown -R 10001:10001 /private /push
chmod 400 /private/*.pem /push/*.pem
chmod 444 /public/*.pem
