#!/bin/sh
# Run by PostgreSQL's image when its folder is empty: a database and three roles for each service.
set -eu
for service in gateway crm workflow office attendance stats; do
  for role in owner app system; do
    psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 --set password="$KUAIQI_DATABASE_PASSWORD" <<SQL
create role ${service}_${role} login nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
SQL
  done
  psql --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 <<SQL
create database kuaiqi_${service} owner ${service}_owner template template0 encoding 'UTF8';
revoke all on database kuaiqi_${service} from public;
grant connect, temporary on database kuaiqi_${service} to ${service}_owner, ${service}_app, ${service}_system;
\connect kuaiqi_${service}
alter schema public owner to ${service}_owner;
SQL
done
