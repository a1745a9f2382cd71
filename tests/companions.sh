#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Companions given by URL: from a folder and from a Git server on this machine, into the cache.
# companions.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
tests=$(cd "$(dirname "$0")" && pwd)
server=
at_exit() { [ -z "$server" ] || kill "$server" 2>/dev/null; }
unset SSH_AUTH_SOCK http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY GIT_SSL_CAINFO
export XDG_CACHE_HOME="$work/cache"

# The charters of all groups at a URL, which is the pack's repository "governance".
show() {
    wanted=$1
    shift
    run "$wanted" show sig-folders --format csv --repo "$@"
}

requests() {
    wc -l <"$work/log" 2>/dev/null || echo 0
}

# serve [CERTIFICATE]: starts a server, as the process `server`, at `port`.
serve() {
    rm -f "$work/port"
    "${PYTHON:-python3}" "$tests/companions-server.py" "$work/served" "$work/port" "$work/log" "$@" &
    server=$!
    i=0
    while [ ! -f "$work/port" ] && [ $i -lt 100 ]; do
        sleep 0.1
        i=$((i + 1))
    done
    port=$(cat "$work/port")
}

unserve() {
    kill "$server"
    wait "$server" 2>/dev/null
    server=
}

# group NAME MESSAGE: commits another group to the repository that is served.
group() {
    mkdir -p "$work/source/SIGs/$1"
    echo "# $1" >"$work/source/SIGs/$1/charter.md"
    git -C "$work/source" add -A
    git -C "$work/source" commit -q -m "$1"
    git -C "$work/source" push -q "$work/served/gov.git" HEAD
}

cd "$work" || exit 1

# A repository with two branches, a tag, and a commit on no branch; it is served as a bare one.
mkdir served
git init -q --bare -b main served/gov.git
git init -q -b main source
mkdir -p source/TSC
echo '# TSC charter' >source/TSC/charter.md
group SIG-first
git -C source tag v1
group SIG-second
git -C source checkout -q -b topic/other
group SIG-topic
git -C source checkout -q main
git -C source push -q "$work/served/gov.git" v1
first=$(git -C source rev-parse v1)
url="file://$work/served/gov.git"
cache="$work/cache/govlint/repos"

# A folder: the remote's HEAD, under the name that it is given.
show 0 "governance=$url"
says out SIG-second
says_not out SIG-topic
silent err
repository=$(echo "$cache"/*-gov.git)
[ -f "$repository/HEAD" ] || fail "no bare repository in the cache"
[ "$(git -C "$repository" config remote.origin.url)" = "$url" ] || fail "the cache has no URL"
[ ! -e "$repository/index" ] || fail "something was checked out"
for folder in "$work/cache" "$work/cache/govlint" "$cache" "$repository"; do
    [ "$(stat -c %a "$folder")" = 700 ] || fail "$folder is for others, too"
done

[ "$(ls -Ad "$work"/ca*)" = "$work/cache" ] || fail "there are folders that nobody asked for"

# A branch, a tag, a commit.
show 0 "governance=$url@topic/other"
says out SIG-topic
show 0 "governance=$url@v1"
says out SIG-first
says_not out SIG-second
show 0 "governance=$url@$first"
says_not out SIG-second
show 0 "governance=$url@main~1"
says_not out SIG-second
show 3 "governance=$url@nowhere"
says err "no such revision: nowhere"
says_not err "$cache"
show 3 "governance=file://$work/nothing"
says err "cannot fetch file://$work/nothing"
for left in "$cache"/*.new "$cache"/*.old; do
    [ ! -e "$left" ] || fail "a fetch left something behind"
done

# The label in reports is the name, which is not a path in the checkout even if such a path exists.
mkdir -p governance/SIGs
for place in "$url@v1" "$work/served/gov.git@v1"; do
    run 0 --fail-on never --repo "governance=$place" --format concise
    says out "governance@v1:SIGs"
    says_not out "$work"
    says_not err "$work"
    run 0 --fail-on never --repo "governance=$place" --format github
    says out "::governance@v1:SIGs"
    says_not out "file="
    run 0 --fail-on never --repo "governance=$place" --format sarif
    says out '"uri": "governance%40v1%3ASIGs'
    run 0 --fail-on never --repo "governance=$place" --format markdown
    says out '| governance@<!-- -->v1:SIGs'
done
rm -r governance

# What was fetched is used again until a refresh is requested or something requested is missing.
group SIG-third
show 0 "governance=$url"
says_not out SIG-third
silent err
show 0 "governance=$url" --refresh
says out SIG-third
silent err
group SIG-fourth
git -C source tag v2
git -C source push -q "$work/served/gov.git" v2
show 0 "governance=$url@v2"
says out SIG-fourth

# A branch gives way to others below its name, and the remote's HEAD moves.
git -C served/gov.git branch -m topic/other topic-gone
git -C served/gov.git branch -D topic-gone >/dev/null
git -C served/gov.git branch topic v1
git -C served/gov.git symbolic-ref HEAD refs/heads/topic
show 0 "governance=$url" --refresh
says_not out SIG-second
git -C served/gov.git symbolic-ref HEAD refs/heads/main
show 3 "governance=$url@topic/other" --refresh
says err "no such revision"
git -C served/gov.git update-ref --no-deref HEAD "$first"
show 0 "governance=$url" --refresh
says_not out SIG-second
git -C served/gov.git symbolic-ref HEAD refs/heads/main
show 0 "governance=$url" --refresh
says out SIG-fourth

# The remote is gone: the cached state is used, and the message says how old it is.
mv served/gov.git served/away.git
show 0 "governance=$url"
silent err
touch -d '3 days ago' "$repository/govlint-fetched"
show 0 "governance=$url" --refresh
says out SIG-fourth
says err "using gov as fetched 3 days ago: could not refresh: "
show 3 "governance=$url@unknown"
says err "cannot fetch unknown of $url, and as fetched 3 days ago it has no such revision: "
show 0 "governance=$url" --refresh --quiet 2>/dev/null || true
touch -d '20 days ago' "$repository/govlint-fetched"
show 0 "governance=$url"
says err "using gov as fetched 20 days ago; --refresh fetches it again"
mv served/away.git served/gov.git
show 0 "governance=$url" --refresh
silent err
show 0 "governance=$url"
silent err

# A repository without any commit.
git init -q --bare served/empty.git
show 3 "governance=file://$work/served/empty.git"
says err "no commit yet"

# A repository whose HEAD is a branch that does not exist, as if it was made before "main".
git init -q --bare -b master served/other.git
git -C source push -q "$work/served/other.git" HEAD:main
show 0 "governance=file://$work/served/other.git@main"
says out SIG-fourth
rm -rf "$cache"/*-other.git
show 3 "governance=file://$work/served/other.git"
says err "its HEAD is a branch that is not there: say which one, file://$work/served/other.git@BRANCH"

# A clone without a branch, which has a branch of its own remote.
git clone -q "file://$work/served/gov.git" served/clone
git -C served/clone checkout -q --detach
show 0 "governance=file://$work/served/clone"
says out SIG-fourth

# A damaged entry of the cache, and one of a killed run.
rm "$repository/HEAD"
show 0 "governance=$url"
says out SIG-fourth
rm -r "$repository"
mkdir -p "${repository%.git}.new/objects"
show 0 "governance=$url"
says out SIG-fourth
[ ! -e "${repository%.git}.new" ] || fail "a killed run's repository is still there"

# Other users must not be able to write to the cache, which need not be below XDG_CACHE_HOME.
chmod 777 "$cache"
show 3 "governance=$url"
says err "can be written to by others"
chmod 700 "$cache"
XDG_CACHE_HOME='' show 0 "governance=$url"
[ -d "$HOME/.cache/govlint/repos" ] || fail "no cache below HOME"
[ "$(stat -c %a "$HOME/.cache")" = 700 ] || fail "HOME/.cache is for others, too"
XDG_CACHE_HOME=relative HOME='' show 3 "governance=$url"
says err "neither XDG_CACHE_HOME nor HOME is set"

# Several at once, for the first time and refreshing; all see the same.
rm -rf "$cache"
for i in 1 2 3 4 5 6; do
    refresh=
    [ $((i % 2)) -eq 0 ] || refresh=--refresh
    # shellcheck disable=SC2086
    "$program" show sig-folders --format csv --repo "governance=$url" $refresh >"$work/all.$i" 2>&1 &
    eval "pid$i=$!"
done
for i in 1 2 3 4 5 6; do
    eval "wait \"\$pid$i\"" || fail "one of several at once failed"
    cmp -s "$work/all.1" "$work/all.$i" || fail "several at once saw different things"
done
git -C "$repository" fsck --strict >/dev/null 2>&1 || fail "several at once damaged the cache"

# What is never fetched.
newline='
'
for bad in 'ext::sh -c touch% /tmp/x' '-oProxyCommand=touch@host:path' "https://ho${newline}st/path" \
    'ssh://-oProxyCommand=touch/path' 'git@-oProxyCommand=touch:path' 'git://example.org/x' \
    'http://example.org/x' 'ftp://example.org/x' 'https:///x' 'https://example.org' \
    'ssh://user:secret@example.org/x' 'https://example.org/x?y' 'https://example.org/%0a' \
    'file://example.org/x' 'file://' 'git@example.org:-x' 'http://localhost.example.org/x' \
    "$url@" 'https://example.org/x y' 'https://example.org:x/y' 'file:///a%00b' \
    'http://127.0.0.1@example.org/x' 'https://example.org\@localhost/x'; do
    show 2 "governance=$bad"
    says err "allowed are https://"
    says_not err secret
done
run 2 "$url"
says err "--repo NAME=URL"
show 2 "governance=$url@a${newline}b"

# A server.
if command -v python3 >/dev/null && git --exec-path | xargs -I{} test -x {}/git-http-backend; then
    serve
    site="127.0.0.1:$port"
    show 0 "governance=http://$site/gov.git"
    says out SIG-fourth
    silent err
    before=$(requests)
    show 0 "governance=http://$site/gov.git@topic"
    says_not out SIG-second
    [ "$(requests)" -eq "$before" ] || fail "the server was asked for what was there"
    group SIG-fifth
    show 0 "governance=http://$site/gov.git" --refresh
    says out SIG-fifth
    [ "$(requests)" -gt "$before" ] || fail "the server was not asked for news"
    show 3 "governance=http://$site/gov.git@nowhere"
    says err "no such revision: nowhere"
    show 3 "governance=http://$site/nothing.git"
    says err "cannot fetch http://$site/nothing.git: repository 'http://$site/nothing.git/' not found"

    # A commit that is on no branch, as of a pull request.
    git -C served/gov.git config uploadpack.allowAnySHA1InWant true
    git -C source checkout -q -b loose
    mkdir -p source/SIGs/SIG-loose
    echo '# Loose' >source/SIGs/SIG-loose/charter.md
    git -C source add -A
    git -C source commit -q -m loose
    loose=$(git -C source rev-parse HEAD)
    git -C source push -q "$work/served/gov.git" HEAD:refs/pull/1/head
    git -C source checkout -q main
    show 0 "governance=http://$site/gov.git@$loose"
    says out SIG-loose

    # Only credentials of the URL and for its host are used, and they are neither shown nor kept.
    show 0 "governance=http://$site/moved/gov.git"
    show 0 "governance=http://aladdin:opensesame@$site/elsewhere/gov.git"
    says_not err opensesame
    grep -q '^[A-Z]* localhost' "$work/log" || fail "nothing was redirected to another host"
    if grep '^[A-Z]* localhost' "$work/log" | grep -v 'anonymous$'; then
        fail "a redirect took the credentials to another host"
    fi
    show 3 "governance=http://aladdin:opensesame@$site/elsewhere/nothing.git"
    says_not err opensesame
    show 3 "governance=http://$site/private/gov.git"
    says err "wants credentials"
    show 3 "governance=http://aladdin:wrongsesame@$site/private/gov.git"
    says err "wants credentials"
    says_not err wrongsesame
    show 0 "governance=http://aladdin:opensesame@$site/private/gov.git"
    says out SIG-fifth
    silent err
    if grep -rq opensesame "$cache"; then fail "the cache holds a password"; fi
    before=$(requests)
    show 0 "governance=http://$site/private/gov.git"
    [ "$(requests)" -eq "$before" ] || fail "the password is part of what a URL is cached by"

    # The user's configuration may send a URL elsewhere, but nowhere that is not allowed.
    git config --file "$work/gitconfig" url."ext::sh -c ".insteadOf "http://$site/ext/"
    mkdir -p "$HOME"
    cp "$work/gitconfig" "$HOME/.gitconfig"
    show 2 "governance=http://$site/ext/gov.git"
    says err "allowed are https://"
    rm "$HOME/.gitconfig"

    unserve
    show 0 "governance=http://$site/gov.git" --refresh
    says out SIG-fifth
    says err "using gov as fetched "
    says err "could not refresh: "
    show 3 "governance=http://$site/other.git"
    says err "cannot fetch http://$site/other.git: "

    # By https, from a configuration; git is told where the host is, and whom it may trust.
    mkdir -p home-of/_data
    echo '[]' >home-of/_data/tsc.yml
    name=gov.example.org
    if openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" \
        -addext "subjectAltName=DNS:$name" -keyout key.pem -out cert.pem 2>"$work/err" &&
        cat key.pem >>cert.pem && serve cert.pem && git config --global http.curloptResolve \
        "$name:$port:127.0.0.1" && git -c http.sslCAInfo="$work/cert.pem" \
        ls-remote "https://$name:$port/gov.git" >"$work/out" 2>"$work/err"; then
        printf 'repositories:\n  governance: https://%s@v1\n' "$name:$port/gov.git" \
            >home-of/.govlint.yml
        run 3 home-of
        says err "govlint: home-of/.govlint.yml:2:15: cannot fetch https://$name:$port/gov.git: "
        says err "certificate"
        git config --global http.sslCAInfo "$work/cert.pem"
        run 0 --fail-on never --format concise home-of
        says out "governance@v1:SIGs/"
        says err "files of governance and website"
        before=$(requests)
        run 0 --fail-on never --format concise home-of
        [ "$(requests)" -eq "$before" ] || fail "the server was asked for what was there"
        run 0 --fail-on never --fix home-of
        says_not out "fixed"
        unserve
        run 0 --fail-on never --format json --refresh home-of
        says out '"kind": "copy-not-fresh"'
        says err "using gov as fetched "
        run 0 --fail-on never --format concise --repo "governance=file://$work/served/gov.git" home-of
        says out "governance@HEAD:SIGs/"
        rm "$GIT_CONFIG_GLOBAL"
    else
        cat "$work/err"
        echo "no openssl, or a git that knows no http.curloptResolve: https is not tested"
    fi
else
    echo "no python3 or no git http-backend: nothing is tested over HTTP"
fi

# However much git prints, its last lines say why it failed.
mkdir talkative
printf '#!/bin/sh\nseq 1000000 >&2\necho "fatal: no more" >&2\nexit 1\n' >talkative/git
chmod +x talkative/git
before=$PATH
PATH=$work/talkative:$PATH
show 3 "governance=https://gov.example.org/gov.git" --refresh
PATH=$before
says err "cannot fetch https://gov.example.org/gov.git: no more"
# This also holds if those come after twice as much output as is kept.
printf '#!/bin/sh\nhead -c 131060 /dev/zero | tr "\\0" x >&2\nprintf "\\nfatal: no more\\n" >&2\nexit 1\n' >talkative/git
PATH=$work/talkative:$PATH
show 3 "governance=https://gov.example.org/gov.git" --refresh
PATH=$before
says err "cannot fetch https://gov.example.org/gov.git: no more"

finish
