# Reads "+pid" (started) and "-pid" (ended) lines; at the end of the input ends the processes that are left.
trap '' INT HUP TERM

# When the process was started, in clock ticks since boot (field 22 of its stat, the 20th after the name in parentheses):
# together with the pid it names one process for ever. Empty where there is no /proc; "gone" for a dead one.
born() {
  [ -e /proc/self/stat ] || return 0
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || { echo gone; return 0; }
  set -- ${stat##*) }
  if [ "$1" = Z ]; then echo gone; else echo "${20}"; fi
}

alive() {
  kill -0 "${1%:*}" 2>/dev/null && [ "$(born "${1%:*}")" = "${1#*:}" ]
}

left=
while read -r line; do
  pid=${line#?}
  rest=
  for process in $left; do
    [ "${process%:*}" = "$pid" ] || rest="$rest $process"
  done
  left=$rest
  case $line in
    +*) left="$left $pid:$(born "$pid")" ;;
  esac
done

for process in $left; do
  # A stopped process sees the TERM only when it goes on.
  alive "$process" && kill -TERM "${process%:*}" && kill -CONT "${process%:*}"
done
tries=30
while [ "$tries" -gt 0 ]; do
  rest=
  for process in $left; do
    alive "$process" && rest="$rest $process"
  done
  left=$rest
  [ -n "$left" ] || exit 0
  sleep 0.1 || sleep 1
  tries=$((tries - 1))
done
for process in $left; do
  alive "$process" && kill -KILL "${process%:*}"
done
