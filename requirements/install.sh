#!/bin/sh
# Makes .venv with everything that make run, make test and make check need: exactly the files that
# requirements/dev.txt names by hash. Does nothing, and needs no network, where that was done before.
set -eu
umask 022
here=$(cd "$(dirname "$0")/.." && pwd -P)
cd "$here"
venv="$here/.venv"
lock=requirements/dev.txt
done="$venv/installed.txt" # what was installed and where: the lock and the folder's own path

stop() {
    echo "$1" >&2
    exit 1
}

wanted() {
    echo "# $here"
    cat "$lock"
}

python=
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done

if [ -x "$venv/bin/dangjian" ] && wanted | cmp -s - "$done" && "$venv/bin/python" -c '' 2>/dev/null
then
    exit 0
fi

[ -n "$python" ] || stop "需要 Python 3.11 或更新的版本（找过 ${PYTHON:-python3、python3.11 到 3.14}）。装好后再试；装在别处时请写明，例如 make install PYTHON=/opt/python3.11/bin/python3。"
"$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "$python 缺少 venv 或 ensurepip。Debian、Ubuntu 上请先运行 apt install python3-venv，再重试。"

# A home folder that is missing or not ours holds no cache; pip need not complain about it.
if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    export PIP_NO_CACHE_DIR=1
fi
export PIP_DISABLE_PIP_VERSION_CHECK=1

total=$(grep -c '^[a-zA-Z0-9].*==' "$lock")
echo "① 准备环境：按清单安装 $total 个组件，第一次约需一两分钟……" >&2
"$venv/bin/python" -c 'import pip' 2>/dev/null || "$python" -m venv --clear "$venv"
rm -f "$done"

# The lock names everything, so nothing is left to resolve; Python compiles what it imports, which is
# a small part of what lies there. The two together took as long as all the rest.
# pip's own lines are many; show only how far it is. Its errors go to stderr as they are.
status=$(
    {
        {
            "$venv/bin/python" -m pip install --no-input --no-deps --no-compile \
                --require-hashes -r "$lock" 3>&- && echo 0 >&3 ||
                echo 1 >&3
        } |
            awk -v total="$total" '
                /^(Collecting|Requirement already satisfied)/ { seen += 1; if (seen % 10 == 0) printf "   已准备 %d/%d\n", seen, total }
                /^Installing collected/ { print "   正在安装……" }
                { fflush() }' >&2
    } 3>&1
)
[ "$status" = 0 ] || stop "安装没有成功，原因见上面 pip 的提示。多半是网络或磁盘空间的问题，解决后再运行一次即可。"

# The checkout itself: on the path of this environment, and one command. No build, no network.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$here" > "$site/dangjian-checkout.pth"
cat > "$venv/bin/dangjian" << EOF
#!/bin/sh
exec "$venv/bin/python" -P -m dangjian.config.cli "\$@"
EOF
chmod 755 "$venv/bin/dangjian"
wanted > "$done"
echo "   环境已就绪。" >&2
