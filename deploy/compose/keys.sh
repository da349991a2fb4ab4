#!/bin/sh
# Draws the Ed25519 keys once: /private is the gateway's alone, /public is everybody's.
set -eu
for name in context access; do
  if [ ! -s "/private/$name.pem" ]; then
    openssl genpkey -algorithm ed25519 -out "/private/$name.pem"
    openssl pkey -in "/private/$name.pem" -pubout -out "/public/$name.pem"
  fi
done
chown -R 10001:10001 /private
chmod 400 /private/*.pem
chmod 444 /public/*.pem
