#!/bin/sh
# Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL on a free loopback port:
#   scripts/with-postgres.sh npm test
# PostgreSQL refuses to run as root, so as root it runs as the user "postgres". Nothing is left behind.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 command [argument…]" >&2; exit 64; }

# The newest installed server that has both programs; Debian keeps them out of PATH.
bin=
for candidate in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
  if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then bin=$candidate; break; fi
done
[ -n "$bin" ] || { echo "$0: no PostgreSQL server found (install postgresql)" >&2; exit 69; }

as_owner() {
  if [ "$(id -u)" -ne 0 ]; then "$@"
  elif command -v runuser >/dev/null; then runuser -u postgres -- "$@"
  else su postgres -s /bin/sh -c 'exec "$@"' -- sh "$@"
  fi
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/gatehouse-postgres.XXXXXX")
if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi

stop() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Servers and tests do not need to survive a power cut here; they do need the locale and time zone of production.
as_owner "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >"$folder/initdb.log" 2>&1 \
  || { cat "$folder/initdb.log" >&2; exit 70; }

start() {
  as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/log" -w -t 30 \
    -o "-p $1 -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200" \
    start >/dev/null 2>&1
}

# Whether a port is free is known only by taking it, so a taken one leads to the next try.
tries=0
port=$((20000 + $$ % 20000))
until start "$port"; do
  tries=$((tries + 1))
  [ "$tries" -lt 10 ] || { cat "$folder/data/log" >&2; exit 70; }
  port=$((port + 7))
done

DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres"
export DATABASE_URL
"$@"
