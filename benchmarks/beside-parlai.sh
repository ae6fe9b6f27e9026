#!/usr/bin/env bash
# Trains the same models with ParlAI and with Rookery, lets both write replies with ParlAI's weights, and prints examples a
# second of both, on the same machine with the same number of threads, one after the other.
#
#   benchmarks/beside-parlai.sh PARLAI DATA [MODEL…]
#
# PARLAI  a checkout of ParlAI that PYTHON (python3 by default) can import, with torch
# DATA    the folder of data sets; convai2/train_self_original_no_cands.txt and valid_… are read
# MODEL   transformer and tga-256 if none is given
#
# UPDATES (150) and EXAMPLES (512) say how much is measured, THREADS (2) on how many threads. Build Rookery first:
# mvn -Pfast package
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
if [ $# -lt 2 ]; then
  sed -n '2,13s/^# \{0,1\}//p' "$0"
  exit 2
fi
parlai=$1 data=$2
shift 2
[ $# -gt 0 ] || set -- transformer tga-256
python=${PYTHON:-python3}
updates=${UPDATES:-150} examples=${EXAMPLES:-512}
export OMP_NUM_THREADS=${THREADS:-2}

missing() {
  echo "beside-parlai: $1; nothing is measured" >&2
  exit 1
}
command -v "$python" > /dev/null || missing "there is no $python (set PYTHON)"
"$python" -c 'import torch' 2> /dev/null || missing "$python has no torch"
[ -d "$parlai/parlai" ] || missing "$parlai is no checkout of ParlAI"
problem=$(PYTHONPATH=$parlai "$python" -c 'import parlai.scripts.train_model' 2>&1 | tail -1) || true
PYTHONPATH=$parlai "$python" -c 'import parlai.scripts.train_model' > /dev/null 2>&1 || missing "ParlAI doesn't start: $problem"
[ -f "$data/convai2/train_self_original_no_cands.txt" ] || missing "$data/convai2 has no train_self_original_no_cands.txt"
dist=$root/runtime/target/rookery
[ -d "$dist" ] || missing "Rookery isn't built (mvn -Pfast package)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
classpath=$here/target/classes:$(printf '%s:' "$dist"/lib/*.jar "$dist"/plugins/*/*.jar)

for model in "$@"; do
  case $model in
    transformer) name=transformer/generator options=() ;;
    tga-256) name=examples/seq2seq options=(--option hidden_size=256) ;;
    *) missing "there is no model $model; there are transformer and tga-256" ;;
  esac
  echo "== $model: ParlAI" >&2
  "$python" "$here/parlai_speed.py" --parlai "$parlai" --data "$data/convai2" --out "$work/$model" --model "$name" \
    --updates "$updates" --examples "$examples" --option optimizer=adam --option learningrate=0.001 "${options[@]}" \
    2> "$work/log" | grep '^{"work' > "$work/parlai.jsonl" || { tail -5 "$work/log" >&2; missing "ParlAI stopped"; }
  "$dist/bin/rookery" import parlai "$work/$model/model" "$work/$model/imported" > /dev/null
  for precision in float32 bf16; do
    echo "== $model: Rookery, $precision" >&2
    java -XX:TieredStopAtLevel=1 -Dai.djl.offline=true -Dai.djl.pytorch.graph_optimizer=false -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
      -cp "$classpath" dev.rookery.benchmarks.BesideParlaiBenchmark \
      "$data" "$work/$model/imported" "$model" "$precision" "$updates" "$examples" 2> "$work/log" \
      | grep '^{"work' > "$work/rookery.jsonl" || { tail -5 "$work/log" >&2; missing "Rookery stopped"; }
    "$python" - "$model" "$precision" "$work/parlai.jsonl" "$work/rookery.jsonl" << 'END'
import json, sys
model, precision = sys.argv[1:3]
theirs, ours = ({line['work']: line for line in map(json.loads, open(name))} for name in sys.argv[3:5])
for work in theirs:
    rate = {who: line[work]['examples'] / line[work]['seconds'] for who, line in (('p', theirs), ('r', ours))}
    more = '' if 'tokens' not in ours[work] else '   tokens a reply %.1f | %.1f' % (
        theirs[work]['tokens'], ours[work]['tokens'])
    print('%-12s %-8s %-7s ParlAI %7.1f  Rookery %7.1f examples/s  ratio %.2f%s' % (
        model, precision, work, rate['p'], rate['r'], rate['r'] / rate['p'], more), flush=True)
END
  done
done
