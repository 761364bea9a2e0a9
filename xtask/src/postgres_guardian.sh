#!/bin/sh
# Keeps one throw-away PostgreSQL alive for as long as standard input stays open. Its parent may end in any
# way, even by `kill -9`: the pipe closes, the server stops, its folder goes.
# Usage: postgres_guardian.sh BIN_DIR PORT; prints "ready" once the server answers.
set -eu
bin=$1
port=$2
cd /
dir=$(mktemp -d "${TMPDIR:-/tmp}/outweigh-postgres.XXXXXX")
server=

finish() {
  status=$?
  trap - EXIT
  if [ -n "$server" ]; then
    # The data is thrown away, so skip the shutdown checkpoint.
    kill -QUIT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$dir"
  exit "$status"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

fail() {
  cat "$dir/log" >&2
  exit 1
}

# Locale C: text sorts by bytes, as in SQLite.
"$bin/initdb" --pgdata="$dir/data" --username=outweigh --auth=trust --encoding=UTF8 --no-locale --no-sync \
  >"$dir/log" 2>&1 || fail

# No durability: the machine crashing is not among the things tests survive; processes being killed is.
"$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
  >"$dir/log" 2>&1 &
server=$!
until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
  kill -0 "$server" 2>/dev/null || fail
  sleep 0.05
done
echo ready
cat >/dev/null
