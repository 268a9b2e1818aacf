# Ends the host's children when the host is gone, however it went: the host's end of our input closes with it.
# Input lines: "+ pid start signal" (start: field 22 of /proc/pid/stat, against pids that are used again) and "- pid".
trap '' INT TERM HUP QUIT
exec >/dev/null 2>&1
children=''

alive() {
  line=''
  wanted=$2
  { read -r line < "/proc/$1/stat"; } 2>/dev/null
  set -- ${line##*) }
  [ "${20}" = "$wanted" ] && [ "$1" != Z ]
}

send_all() {
  left=''
  for child in $children; do
    pid=${child%%:*}
    rest=${child#*:}
    if alive "$pid" "${rest%%:*}"; then
      left="$left $child"
      [ -z "$1" ] || kill -s "$1" "$pid"
      [ -n "$1$2" ] || kill -s "${rest#*:}" "$pid"
    fi
  done
}

while read -r what pid start signal; do
  rest=''
  for child in $children; do
    [ "${child%%:*}" = "$pid" ] || rest="$rest $child"
  done
  children=$rest
  [ "$what" != + ] || children="$children $pid:$start:$signal"
done

send_all '' ''
tries=0
while send_all '' look; [ -n "$left" ] && [ "$tries" -lt 20 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
send_all KILL ''
