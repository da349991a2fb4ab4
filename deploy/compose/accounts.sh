#!/bin/sh
# Gives each service its account on the broker, with the rights that tools/devstack/broker_accounts.py explains.
set -eu
admin="rabbitmqadmin --host=rabbitmq --username=topology --password=$KUAIQI_BROKER_PASSWORD"
for service in gateway crm workflow office attendance stats; do
  own="rpc-$service|$service\\..+|rpc\\.reply-$service.*|amq\\.gen.*"
  $admin declare user name="$service" password="$KUAIQI_BROKER_PASSWORD" tags=
  $admin declare permission vhost=kuaiqi user="$service" \
    configure="^($own|nameko-rpc)\$" \
    write="^($own|kuaiqi\\.events|kuaiqi\\.broadcast|nameko-rpc|amq\\.default)\$" \
    read="^($own|kuaiqi\\.events|kuaiqi\\.broadcast|nameko-rpc)\$"
done
