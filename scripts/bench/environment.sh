# Sourced: makes a Python environment below out/ and puts it on the path, unless it is there. It holds what the benches
# read tables with, or $packages in a folder named $environment where these are set.
venv=$root/out/bench/${environment:-venv}
[ -n "${packages:-}" ] || packages=(pyspark==4.1.0 pandas==2.3.3 pyarrow==22.0.0 duckdb==1.4.4 onnxruntime==1.32.0)
if [ "$(cat "$venv/packages" 2>/dev/null)" != "${packages[*]}" ]; then
    python3 -m venv --clear "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}"
    echo "${packages[*]}" >"$venv/packages"
fi
export PATH=$venv/bin:$PATH SPARK_LOCAL_IP=127.0.0.1
