# Sourced: $BENCH_JAVA runs a Java source file with Espalier as built, in the environment of scripts/espalier.
"$root/scripts/espalier" --version >/dev/null
launch=$(readlink -f "$root/.launch/current")
exec 9<"$launch/lock" && flock -s 9 # as scripts/espalier does
classpath=$launch/pruning-core.jar:$(cat "$launch/spark.classpath")
export MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=1073741824 OMP_NUM_THREADS=1 OPT_OUT_TRACKING=true
export BENCH_JAVA="${JAVA_HOME:+$JAVA_HOME/bin/}java -Xmx2g -XX:+UseParallelGC -XX:-UsePerfData -cp $classpath"
