#!/usr/bin/env bash
# A Neo4j Community server of one's own, on loopback, without Docker.
#
#   server.sh fetch            gather the server's jars from Maven Central (once; then nothing)
#   server.sh start | stop     stop lets the server end its work; to kill it, use the number in $NEO4J_DATA/pid
#
# By environment: NEO4J_DATA (a folder, all that the server writes is in it), NEO4J_PORT, NEO4J_PASSWORD (8 characters or
# more; counts at the first start), NEO4J_VERSION, NEO4J_LIB, NEO4J_HEAP, JAVA_HOME.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
version=${NEO4J_VERSION:-5.26.30}
lib=${NEO4J_LIB:-$here/../../build/neo4j/$version}
heap=${NEO4J_HEAP:-512m}
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

fetch() {
  compgen -G "$lib/neo4j-kernel-$version.jar" >/dev/null && return
  # Gathered aside and then renamed, so that a fetch which was cut off leaves no half of a server.
  local aside="$lib.$$"
  mvn --batch-mode --quiet --file "$here/pom.xml" -Dneo4j.version="$version" -Dneo4j.lib="$aside" package
  rm -rf "$lib" && mv "$aside" "$lib"
}

# The class that starts a server, and how its setting for a quick end is called, differ between 5 and later versions.
case $version in
  5.*)
    entry=org.neo4j.server.CommunityEntryPoint
    more=(internal.dbms.bolt.netty_server_shutdown_quiet_period=0)
    ;;
  *)
    entry=org.neo4j.server.Neo4jCommunity
    more=(internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0
      server.fleet_discovery.enabled=false dbms.fleet_manager.enabled=false)
    ;;
esac

flags=(-Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel=${NEO4J_TIER:-4} -XX:+ExitOnOutOfMemoryError
  -XX:-OmitStackTraceInFastThrow -Dfile.encoding=UTF-8 -Dlog4j2.disable.jmx=true
  -Dio.netty.tryReflectionSetAccessible=true --enable-native-access=ALL-UNNAMED
  --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED)

settings() {
  printf '%s\n' \
    server.default_listen_address=127.0.0.1 \
    server.bolt.listen_address="127.0.0.1:$NEO4J_PORT" \
    server.bolt.advertised_address="127.0.0.1:$NEO4J_PORT" \
    server.http.enabled=false \
    server.https.enabled=false \
    server.directories.data="$NEO4J_DATA/data" \
    server.directories.logs="$NEO4J_DATA/logs" \
    server.directories.import="$NEO4J_DATA/import" \
    server.memory.pagecache.size=128m \
    db.tx_log.rotation.retention_policy='1 files' \
    db.tx_log.preallocate=false \
    db.shutdown_transaction_end_timeout=1s \
    dbms.security.auth_enabled=true \
    dbms.usage_report.enabled=false \
    server.bolt.telemetry.enabled=false \
    client.allow_telemetry=false \
    server.config.strict_validation.enabled=true \
    "${more[@]}"
}

start() {
  export NEO4J_HOME=$NEO4J_DATA/home NEO4J_CONF=$NEO4J_DATA/home/conf
  local console=$NEO4J_DATA/console.log pid
  mkdir -p "$NEO4J_CONF" "$NEO4J_DATA/import"
  settings >"$NEO4J_CONF/neo4j.conf"
  if [ ! -e "$NEO4J_DATA/data/databases/system" ]; then
    "$java" "${flags[@]}" -cp "$lib/*" org.neo4j.cli.AdminTool dbms set-initial-password "$NEO4J_PASSWORD" >/dev/null
  fi
  : >"$console"
  nohup "$java" "${flags[@]}" -cp "$lib/*" "$entry" \
    --home-dir="$NEO4J_HOME" --config-dir="$NEO4J_CONF" --console-mode </dev/null >>"$console" 2>&1 &
  pid=$!
  echo "$pid" >"$NEO4J_DATA/pid"
  for _ in $(seq 1200); do
    grep -q ' Started\.$' "$console" && return
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  cat "$console" >&2
  return 1
}

stop() {
  local pid
  pid=$(cat "$NEO4J_DATA/pid")
  kill -TERM "$pid" 2>/dev/null || return 0
  for _ in $(seq 300); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  return 1
}

case ${1:-} in
  fetch | start | stop) "$1" ;;
  *) sed -n '2,8p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
