#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Repositories that are damaged, odd or made by an attacker: each has a defined outcome, and none
# passes without having been linted. What unit/test_git_* tests for single files is not repeated.
# repositories.sh PROGRAM
set -u

. "$(dirname "$0")/prelude.sh"
export LC_ALL=C
cd "$work" || exit 1

# libgit2 1.5 leaks where it cannot open what is damaged, also what PCRE2 gives it.
printf 'leak:libgit2\nleak:libpcre2\n' >"$work/leaks"
export LSAN_OPTIONS="suppressions=$work/leaks:print_suppressions=0"

# Nothing here may wait forever.
bounded=$work/bounded
printf '#!/bin/sh\nexec timeout 60 "%s" "$@"\n' "$program" >"$bounded"
chmod +x "$bounded"
program=$bounded

# fresh: the repository `r`, whose one error is a broken link; in two commits, packed.
git init -q first
echo '# One' >first/one.md
git -C first add -A
git -C first commit -qm one
mkdir first/sub
echo '[x](nothing.md)' >first/sub/two.md
git -C first add -A
git -C first commit -qm two
git -C first repack -qad
chmod -R u+w first
fresh() {
    chmod -R u+rwX r 2>/dev/null
    rm -rf r
    cp -R first r
}

# lints_as STATUS TEXT ARGUMENT…: a lint must end with the status and print the text.
lints_as() {
    expected=$1
    text=$2
    shift 2
    run "$expected" "$@"
    grep -qF -- "$text" out err || fail "$what: no \"$text\""
}

# put FILE OFFSET BYTES: writes over bytes of a file; BYTES as printf takes them.
put() {
    # shellcheck disable=SC2059
    printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

fresh
lints_as 1 nothing.md r
lints_as 1 nothing.md --rev HEAD r
lints_as 1 nothing.md --since HEAD~1 r
lints_as 1 nothing.md --staged r

# Packs: cut off, with other bytes, without an index, with a damaged one, or gone. The work tree has
# all bytes itself; whatever needs an object says that it cannot have it.
damage() {
    fresh
    pack=$(echo r/.git/objects/pack/*.pack)
    index=${pack%.pack}.idx
    size=$(wc -c <"$pack")
    case $1 in
    cut) head -c $((size / 2)) "$pack" >part && cat part >"$pack" ;;
    empty) : >"$pack" ;;
    head) put "$pack" 0 'KCAP\377' ;;
    version) put "$pack" 4 '\0\0\0\011' ;;
    count) put "$pack" 8 '\177\377\377\377' ;;
    body) put "$pack" 12 '\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377\377' ;;
    no-index) rm "$index" ;;
    index-cut) head -c 900 "$index" >part && cat part >"$index" ;;
    index-empty) : >"$index" ;;
    index-head) put "$index" 0 '\0\0\0\0\0\0\0\0' ;;
    index-fan) put "$index" 8 '\377\377\377\377\377\377\377\377' ;;
    gone) rm -r r/.git/objects/pack ;;
    esac
}
for damage in cut empty head version count body no-index index-cut index-empty index-head index-fan \
    gone; do
    damage $damage
    lints_as 1 nothing.md r
    lints_as 3 'govlint: ' --rev HEAD r
    lints_as 3 'govlint: ' --since HEAD~1 r
    # Other objects than the first are there still.
    [ "$damage" = body ] || lints_as 3 'govlint: ' --staged r
    lints_as 3 'govlint: ' r/.git --rev HEAD
done

# Objects are not hashed, but bytes that Git did not write are still reported, packed and loose.
for form in packed loose; do
    fresh
    git -C r -c core.compression=0 repack -qadfF
    chmod -R u+w r
    object=$(echo r/.git/objects/pack/*.pack)
    if [ $form = loose ]; then
        mv "$object" part && rm -r r/.git/objects/pack
        git -C r -c core.compression=0 unpack-objects -q <part
        id=$(git -C r rev-parse HEAD:sub/two.md)
        object=r/.git/objects/$(echo "$id" | cut -c 1-2)/$(echo "$id" | cut -c 3-)
        chmod u+w "$object"
    fi
    lints_as 1 nothing.md --rev HEAD r
    put "$object" "$(grep -abo nothing.md "$object" | cut -d : -f 1)" somewhat
    lints_as 3 'sub/two.md cannot be read: ' --rev HEAD r
    run 3 show links --quiet --rev HEAD r
    says err 'cannot read r@HEAD:sub/two.md: '
done

# libgit2 trusts the index of a pack, and has crashed on most of these, so errors are reported
# before it reads the index. The pack has 7 objects, all but the first at offsets stored in 8 bytes.
indexed() {
    fresh
    pack=$(echo r/.git/objects/pack/*.pack)
    index=${pack%.pack}.idx
    rm -f "$index"
    git index-pack --index-version="$1" "$pack" >out
    chmod u+w "$index"
}
ones='\377\377\377\377'
while read -r version at bytes why; do
    indexed "$version"
    lints_as 1 nothing.md --rev HEAD r
    put "$index" "$at" "$bytes"
    for how in '--rev HEAD' '--since HEAD~1' --staged; do
        # shellcheck disable=SC2086
        lints_as 3 "the index of a pack is damaged, $why: $work/$index" $how r
    done
    lints_as 1 nothing.md r
done <<END
2,64 7 \003 it is of an unknown version
2,64 8 \0\0\0\010 its counts of objects fall
2,64 1028 \011\044\222\112 its size is not that of its number of objects
2,64 1028 \0\0\0\010 its size is not that of its number of objects
2,64 1200 $ones an offset leads out of the pack
2,64 1200 \177\377\377\377 an offset leads out of the pack
2,64 1228 \177\377\377\377$ones an offset leads out of the pack
2,64 1228 $ones$ones an offset leads out of the pack
1 0 \0\0\0\010 its counts of objects fall
1 1020 \0\0\0\010 its size is not that of its number of objects
1 1024 $ones an offset leads out of the pack
END
# This also holds if another repository has it.
indexed 2,64
git clone -q --shared r shared
for alternate in "$work/r/.git/objects" ../../../r/.git/objects; do
    echo "$alternate" >shared/.git/objects/info/alternates
    lints_as 1 nothing.md --rev HEAD shared
done
put "$index" 1228 "$ones"
for alternate in "$work/r/.git/objects" ../../../r/.git/objects; do
    echo "$alternate" >shared/.git/objects/info/alternates
    lints_as 3 'the index of a pack is damaged' --rev HEAD shared
done
rm -rf shared
# A multi-pack-index, which repeats the other indexes, is not read: here each object is elsewhere.
fresh
git -C r multi-pack-index write 2>err
for object in 0 1 2 3 4 5 6; do
    put r/.git/objects/pack/multi-pack-index $((1288 + 8 * object)) '\0\0\0\0\0\0\0\377'
done
git -C r multi-pack-index verify >out 2>&1 && fail "the multi-pack-index is whole"
for how in '' '--rev HEAD' '--since HEAD~1' --staged; do
    # shellcheck disable=SC2086
    lints_as 1 nothing.md $how r
done

# Other bytes in each object in turn: never a crash, and never a pass.
fresh
git verify-pack -v r/.git/objects/pack/*.idx | awk 'length($1) == 40 {print $5}' >offsets
[ "$(wc -l <offsets)" -eq 7 ] || fail "offsets: $(cat offsets)"
pack=$(echo r/.git/objects/pack/*.pack)
cp "$pack" whole.pack
while read -r offset; do
    for at in 0 1 2 6; do
        cat whole.pack >"$pack"
        put "$pack" $((offset + at)) '\125\252'
        what="--rev HEAD with damage at $offset + $at"
        status=0
        "$program" --rev HEAD r >out 2>err || status=$?
        [ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "$what: exit status $status"
    done
done <offsets

# The index.
fresh
cp r/.git/index whole.index
size=$(wc -c <whole.index)
for cut in 0 4 11 12 20 $((size / 2)) $((size - 1)); do
    head -c "$cut" whole.index >r/.git/index
    lints_as 3 index r
    lints_as 3 index --staged r
done
cp whole.index r/.git/index
put r/.git/index 4 '\0\0\0\011'
lints_as 3 index r
cp whole.index r/.git/index
put r/.git/index 8 '\377\377\377\377'
lints_as 3 index r
at=$(grep -obUa TREE whole.index | head -n 1 | cut -d : -f 1)
cp whole.index r/.git/index
put r/.git/index $((at + 8)) '\000-1 2000000000\n'
lints_as 3 'its extension TREE is damaged; to rebuild it, remove it and run: git reset' r
lints_as 3 'its extension TREE is damaged' --staged r
rm r/.git/index
git -C r reset -q
lints_as 1 nothing.md r
fresh
git -C r update-index --index-version 4
lints_as 1 nothing.md r
lints_as 1 nothing.md --staged r
fresh
git -C r update-index --split-index
run 3 r
says err 'git update-index --no-split-index'
run 3 --staged r
says err 'git update-index --no-split-index'
fresh
git -C r update-index --refresh
if git -C r sparse-checkout set --cone --sparse-index nowhere 2>err; then
    run 3 r
    says err 'git sparse-checkout reapply --no-sparse-index'
    git -C r sparse-checkout reapply --no-sparse-index
    [ ! -e r/sub ] || fail "the checkout is not sparse"
    lints_as 1 nothing.md r
    lints_as 1 nothing.md --staged r
fi

# Files that say where things are: HEAD, references, the configuration, shallow.
for head in '' 'garbage' 'ref: refs/heads/../../x' 'ref: HEAD' 'ref: refs/heads/loop'; do
    fresh
    echo 'ref: refs/heads/loop' >r/.git/refs/heads/loop
    printf '%s\n' "$head" >r/.git/HEAD
    lints_as 3 'govlint: ' --rev HEAD r
    lints_as 3 'govlint: ' --since HEAD r
done
fresh
echo 'garbage' >r/.git/packed-refs
lints_as 3 'govlint: ' --rev no-such r
fresh
echo '[core' >>r/.git/config
lints_as 3 config r
fresh
printf '[include]\n\tpath = config\n' >>r/.git/config
lints_as 3 'r: ' r
fresh
git -C r config core.worktree "$work/home"
lints_as 3 "outside its repository's work tree" r
fresh
git -C r config core.repositoryformatversion 1
git -C r config extensions.refstorage reftable
lints_as 3 refstorage r
fresh
echo garbage >r/.git/shallow
lints_as 1 nothing.md r
mkdir -p r/.git/objects/info
echo garbage >r/.git/objects/info/commit-graph
lints_as 1 nothing.md r
lints_as 1 nothing.md --since HEAD~1 r

# What libgit2 would hold in memory as many small parts, or all of it at once.
fresh
head -c 5000000 /dev/zero | tr '\0' '#' >>r/.git/config
lints_as 3 "$work/r/.git/config is larger than 4 MiB" r
for rules in .gitignore sub/.gitignore .git/info/exclude; do
    fresh
    mkdir -p r/.git/info
    echo 'ignored' >r/sub/ignored
    yes ignored | head -c 300000 >"r/$rules"
    lints_as 3 "cannot tell what is ignored: $work/r/$rules is larger than 256 KiB" r
done
fresh
head -c 300000000 /dev/zero >r/.git/packed-refs
lints_as 3 'libgit2 asks for more than 256 MiB of memory at once' --rev HEAD r
fresh
tree=$(python3 -c 'import sys; sys.stdout.buffer.write(b"".join(
    b"100644 %07d\0" % i + b"\1" * 20 for i in range(1000000)))' |
    git -C r hash-object --literally -t tree -w --stdin)
git -C r update-ref refs/heads/large "$(git -C r commit-tree -m large "$tree")"
lints_as 3 "the object $tree is larger than 32 MiB" --rev large r
printf '%s\n' "$tree" | git -C r pack-objects -q .git/objects/pack/pack >out
rm -f "r/.git/objects/$(echo "$tree" | cut -c 1,2)/$(echo "$tree" | cut -c 3-)"
lints_as 3 "the object $tree is larger than 32 MiB" --rev large r
lints_as 1 nothing.md --rev HEAD r
fresh
blob=$(git -C r hash-object -w .git/HEAD)
odd=$(yes "100644 blob $blob	.git" | head -n 1000 | git -C r mktree)
tree=$(seq 1 20 | sed "s/.*/040000 tree $odd	d&/" | git -C r mktree)
git -C r update-ref refs/heads/odd "$(git -C r commit-tree -m odd "$tree")"
lints_as 3 'more than 10000 files and folders cannot be listed' --rev odd r

# Hashes of another kind.
if git init -q --object-format=sha256 sha256 2>err; then
    echo '[x](nothing.md)' >sha256/one.md
    git -C sha256 add -A
    git -C sha256 commit -qm one
    run 3 sha256
    says err 'SHA-256'
    run 3 --rev HEAD sha256
    says err 'SHA-256'
fi

# Alternates: of another clone, then of one that is gone, and of itself.
fresh
git clone -q --shared r shared
lints_as 1 nothing.md --rev HEAD shared
mv r elsewhere
lints_as 3 'govlint: ' --rev HEAD shared
lints_as 1 nothing.md shared
echo "$work/shared/.git/objects" >shared/.git/objects/info/alternates
lints_as 3 'govlint: ' --rev HEAD shared
rm -rf r shared elsewhere

# Partial clones lack what they never needed.
fresh
git -C r config uploadpack.allowFilter true
git clone -q --filter=blob:none "file://$work/r" partial
lints_as 1 nothing.md partial
git -C r commit -q --allow-empty -m three
git clone -q --bare --filter=blob:none "file://$work/r" partial.git
lints_as 3 'this partial clone left it out' partial.git
rm -rf partial partial.git

# Files `.git`: of a linked work tree, and others.
fresh
git -C r worktree add -q ../linked 2>err
lints_as 1 nothing.md linked
lints_as 1 nothing.md --staged linked
rm -rf r
lints_as 3 'linked/.git leads to no repository' linked
for text in 'gitdir: .git' 'gitdir: /nowhere' 'gitdir:' garbage ''; do
    printf '%s\n' "$text" >linked/.git
    run 3 linked
done
head -c 100000 /dev/zero | tr '\0' x >linked/.git
run 3 linked
rm -rf linked
fresh
mv r/.git real.git
ln -s ../real.git r/.git
lints_as 1 nothing.md r
rm -rf real.git
lints_as 3 'r/.git leads to no repository' r

# Another user's.
if [ "$(id -u)" -eq 0 ]; then
    fresh
    chown -R 65534 r
    run 3 r
    case $work in
    *[!A-Za-z0-9/._-]*) says err "git config --global --add safe.directory '$work/r'" ;;
    *) says err "git config --global --add safe.directory $work/r" ;;
    esac
    run 3 --fix r
    git config --global --add safe.directory "$work/r"
    lints_as 1 nothing.md r
    # Commands that the message suggests can be copied, whatever the folder is called.
    mv r "r; it's"
    run 3 "r; it's"
    says err "git config --global --add safe.directory '$work/r; it'\\''s'"
    rm -r "r; it's"
fi

# Symbolic links: loops, long chains, out of the root, to devices. None is followed.
fresh
mkdir secret
echo '[secret](hidden.md)' >secret/secret.md
echo 'a: 1 ' >secret/a.yml
cp -R secret secret.before
ln -s loop r/loop
ln -s ping r/pong
ln -s pong r/ping
ln -s ../secret/secret.md r/out.md
ln -s ../secret r/folder
ln -s /dev/zero r/zero.md
ln -s . r/sub/here
link=one.md
i=0
while [ "$i" -lt 60 ]; do
    ln -s "$link" "r/chain$i.md"
    link=chain$i.md
    i=$((i + 1))
done
git -C r add -A
git -C r commit -qm links
for how in '' '--rev HEAD' '--staged'; do
    # shellcheck disable=SC2086
    lints_as 1 nothing.md $how r
    says_not out hidden.md
done
run 1 --unsafe-fixes r
diff -r secret secret.before >out || fail "$what: something outside of the root changed"
rm -rf secret.before
for link in /dev/zero ../secret/a.yml .govlint.yml; do
    rm -f r/.govlint.yml
    ln -s "$link" r/.govlint.yml
    run 2 r
    says err 'r/.govlint.yml: the configuration must be a regular file'
done
rm r/.govlint.yml

# A list that is a symbolic link, or in the middle of a merge, exists.
mkdir -p lists/SIGs lists/TSC
printf '# SIGs\n\n## Current SIGs\n' >lists/SIGs/README.md
echo '# Charter' >lists/TSC/charter.md
printf '# Recognized Contributors\n\n* Example, Ann (@ann)\n' >lists/real.md
ln -s real.md lists/recognized-contributors.md
run 1 lists
says out 'recognized-contributors.md is a symbolic link, which is not followed: cannot read'
rm lists/recognized-contributors.md
mv lists/real.md lists/recognized-contributors.md
git init -q lists
git -C lists add -A
git -C lists commit -qm base
git -C lists checkout -q -b side
echo '* Example, Bob (@bob)' >>lists/recognized-contributors.md
git -C lists commit -qam side
git -C lists checkout -q -
echo '* Example, Eve (@eve)' >>lists/recognized-contributors.md
git -C lists commit -qam main
git -C lists merge -q side >out 2>&1 && fail "the merge should fail"
run 3 --staged lists
says err 'lists/recognized-contributors.md: it has an unresolved merge conflict'
says_not out 'there is no file recognized-contributors.md'

# What Git itself reads of a work tree.
for name in .gitignore .gitattributes .gitmodules .git/info/exclude .govlint.yml CODEOWNERS; do
    for kind in fifo zero folder; do
        fresh
        rm -rf "r/$name"
        case $kind in
        fifo) mkfifo "r/$name" ;;
        zero) ln -s /dev/zero "r/$name" ;;
        folder) mkdir "r/$name" ;;
        esac
        what="a $kind as $name"
        status=0
        "$program" r >out 2>err </dev/null || status=$?
        case $name:$kind:$status in
        *:1 | *:3 | .govlint.yml:zero:2) ;;
        *) fail "$what: exit status $status" ;;
        esac
    done
done

# Submodules are not entered, and what .gitmodules says is not obeyed.
fresh
git clone -q r library
git -C r -c protocol.file.allow=always submodule --quiet add "$work/library" lib
cat >>r/.gitmodules <<'END'
[submodule "../../../evil"]
	path = ../../evil
	url = --upload-pack=touch${IFS}executed
	update = !touch executed
[submodule "lib"]
	ignore = all
[submodule "-x"]
	path = -x
	url = ext::sh -c touch% executed
END
git -C r add -A
git -C r commit -qm modules
for how in '' '--rev HEAD' '--staged' '--since HEAD~2'; do
    # shellcheck disable=SC2086
    run 1 $how r
    says_not out lib/sub/two.md
done
[ -z "$(find . -name executed)" ] || fail "something was run that .gitmodules names"

# No program that a configuration or attributes name is run.
fresh
for key in core.fsmonitor core.pager core.editor core.sshCommand core.askPass diff.external \
    filter.evil.clean filter.evil.smudge filter.evil.process diff.evil.textconv diff.evil.command \
    merge.evil.driver credential.helper gpg.program uploadpack.packObjectsHook; do
    git -C r config "$key" "touch $work/executed; false"
done
git -C r config core.hooksPath hooks
mkdir r/hooks
for hook in pre-commit post-checkout post-index-change pre-auto-gc fsmonitor-watchman; do
    printf '#!/bin/sh\ntouch "%s"\n' "$work/executed" >"r/hooks/$hook"
    chmod +x "r/hooks/$hook"
done
printf '* filter=evil diff=evil merge=evil\n' >r/.gitattributes
printf 'a: 1 \n' >r/a.yml
for how in '' '--rev HEAD' '--staged' '--since HEAD~1' '--fix'; do
    # shellcheck disable=SC2086
    run 1 $how r
done
[ ! -e executed ] || fail "something was run that the repository names"

# Others have repositories of the same name, and files of the same name: neither makes theirs ours.
# is_taken yes|no URL PATH…: a repository with the remote and the files is one of the built-in pack.
is_taken() {
    taken=$1
    rm -rf other
    git init -q other
    git -C other remote add origin "$2"
    shift 2
    echo '# Example' >other/README.md
    for path; do
        mkdir -p "other/$(dirname "$path")"
        echo '- name: Ada' >"other/$path"
    done
    what="govlint other ($*)"
    status=0
    "$program" other >"$work/out" 2>"$work/err" || status=$?
    [ "$status" -le 1 ] || fail "$what: exit status $status"
    case $taken in
    yes) ! grep -q 'only the rules for any repository' "$work/out" "$work/err" ;;
    no) grep -q 'only the rules for any repository' "$work/out" "$work/err" ;;
    esac || fail "$what: not taken as expected: $taken"
}
is_taken no https://github.com/other/governance
is_taken no https://github.com/other/other.org _data/members.yml
is_taken no git@github.com:other/other.org.git _data/board.yml
is_taken yes https://github.com/other/other.org _data/board.yml _data/tsc.yml
is_taken yes https://github.com/ada/bytecodealliance.org _data/board.yml _data/tsc.yml
is_taken no https://github.com/other/governance TSC/charter.md
is_taken yes https://github.com/ada/governance TSC/charter.md SIGs/README.md
is_taken yes https://github.com/bytecodealliance/governance
is_taken yes https://example.org/mirror _data/board.yml _data/tsc.yml
is_taken no https://example.org/other _data/members.yml
is_taken no git@example.org:other/other.org.git _data/board.yml
is_taken yes ../mirror _data/board.yml

# What a clone is a fork of is no fork of it; nor is a repository with another default branch. A
# clone that speaks of its remote is of the home itself, one that never does may be of a fork.
git init -q -b main fork
git -C fork remote add origin https://github.com/ada/example
mkdir -p fork/groups
echo '# Charter' >fork/groups/charter.md
git -C fork symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main
for branch in main master; do
    echo "[x](https://github.com/example/example/blob/$branch/groups/charter.md)"
done >fork/README.md
run 0 --format concise fork
says_not out link-to-fork
echo 'See https://github.com/ada/example.' >>fork/README.md
run 0 --format concise fork
[ "$(grep -c link-to-fork "$work/out")" -eq 1 ] || fail "$what: not one fork"
git -C fork remote add upstream git@github.com:Example/example.git
run 0 --format concise fork
says_not out link-to-fork

# "main" is the old name of a default branch "develop", unless it is a branch beside that.
git init -q -b develop flow
git -C flow remote add origin https://github.com/example/flow
cat >flow/README.md <<'MARKDOWN'
[a](https://github.com/example/flow/blob/main/README.md), [b](https://github.com/example/flow/blob/main/gone.md)
MARKDOWN
git -C flow add README.md
git -C flow commit -qm a
git -C flow update-ref refs/remotes/origin/develop HEAD
git -C flow symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/develop
run 1 --format concise flow
says out link-default-branch
says out "leads to 'gone.md'"
git -C flow update-ref refs/remotes/origin/main HEAD
run 0 --format concise flow
says_not out link-
git -C flow symbolic-ref -d refs/remotes/origin/HEAD
run 1 --format concise flow
says out "leads to 'gone.md'"

# What a server's pre-receive hook looks at lies apart from its other objects until it agrees.
git init -q --bare server.git
fresh
git -C r push -q "$work/server.git" HEAD~:refs/heads/main
cat >server.git/hooks/pre-receive <<HOOK
#!/bin/sh
while read -r old new ref; do
    "$program" --format concise --rev "\$new" --since "\$old" . >"$work/out" 2>"$work/err"
    echo \$? >"$work/status"
    [ "\$(cat "$work/status")" -eq 0 ] || exit 1
done
HOOK
what="a pre-receive hook"
chmod +x server.git/hooks/pre-receive
git -C r push -q "$work/server.git" HEAD:refs/heads/main 2>/dev/null && fail "$what let it pass"
says out "sub/two.md:1:5: error: this leads to 'sub/nothing.md'"
[ "$(cat status)" -eq 1 ] || fail "$what ended with $(cat status)"
git -C r rm -q sub/two.md
echo '# Three' >r/three.md
git -C r add three.md
git -C r commit -q --amend -m three
git -C r push -q "$work/server.git" HEAD:refs/heads/main || fail "$what refused a good one"
[ "$(cat status)" -eq 0 ] || fail "$what ended with $(cat status)"

finish
