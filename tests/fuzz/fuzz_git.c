/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Git objects and index files damaged at random. The first byte of the input chooses how:
 *
 *     'i'   the index has these bytes, and the checksum that they should have
 *     't'   the tree of the last commit has these bytes, under the name that they should have
 *     'c'   so the last commit
 *     else  each four bytes change one byte of one file of the Git folder
 *
 * Opening the small repository ends in a snapshot or in an error.
 */
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include "git/snapshot.h"
#include "git_object.h"

#define MAX_FILES 64
#define MAX_DAMAGE 64

/* libgit2 1.5 leaks a reference whose object cannot be read. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void) {
    return "leak:libgit2.so\n";
}

static char root[64];
static char *names[MAX_FILES];
static char *before[MAX_FILES];
static size_t sizes[MAX_FILES];
static size_t name_count;

static void read_back(const char *path) {
    FILE *file = fopen(path, "rb");
    HOLDS(file && fseek(file, 0, SEEK_END) == 0);
    sizes[name_count] = (size_t)ftell(file);
    rewind(file);
    before[name_count] = malloc(sizes[name_count] + 1);
    HOLDS(fread(before[name_count], 1, sizes[name_count], file) == sizes[name_count]);
    fclose(file);
    names[name_count] = strdup(path);
    name_count++;
}

static void remove_root(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", root);
    (void)!system(command);
}

/* Objects both loose and packed, an index, references. */
static void make_repository(void) {
    char command[1024];
    char path[512];
    strcpy(root, "/tmp/govlint-fuzz-XXXXXX");
    HOLDS(mkdtemp(root) != NULL);
    atexit(remove_root);
    snprintf(command, sizeof command,
             "cd %s && git init -q . && mkdir a && echo one >a/one.md && echo two >two.yml && "
             "git add . && git -c user.name=a -c user.email=a@b commit -qm 1 && git gc -q && "
             "echo three >a/one.md && git add . && git -c user.name=a -c user.email=a@b commit "
             "-qm 2 && chmod -R u+w .git && find .git -type f -not -name '*.sample' -not -path "
             "'*/logs/*' | sort >files",
             root);
    HOLDS(system(command) == 0);
    HOLDS(chdir(root) == 0);
    FILE *list = fopen("files", "r");
    HOLDS(list != NULL);
    while (name_count < MAX_FILES && fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = '\0';
        read_back(path);
    }
    fclose(list);
}

/* The undamaged repository must open, or nothing would be tested. */
static void check_whole(void) {
    Arena arena;
    Error error = {0};
    size_t count = 0;
    arena_init(&arena);
    Snapshot *snapshot = snapshot_open_index(&arena, STR("."), &error);
    HOLDS(snapshot && snapshot_entries(snapshot, &count) && count == 2);
    snapshot_close(snapshot);
    arena_free(&arena);
}

static void write_file(const char *path, const char *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    HOLDS(file && fwrite(bytes, 1, size, file) == size);
    HOLDS(fclose(file) == 0);
}

static void damage(const uint8_t *data, size_t size) {
    size = size > MAX_DAMAGE ? MAX_DAMAGE : size;
    for (; size >= 4; data += 4, size -= 4) {
        size_t index = data[0] % name_count;
        size_t offset = ((size_t)data[1] << 8 | data[2]) % (sizes[index] + 1);
        char *bytes = malloc(sizes[index] + 1);
        memcpy(bytes, before[index], sizes[index]);
        if (offset < sizes[index])
            bytes[offset] = (char)data[3];
        /* At the end: cut there. */
        write_file(names[index], bytes, data[3] == 0xff ? offset : sizes[index]);
        free(bytes);
    }
}

static void damage_index(const uint8_t *data, size_t size) {
    char *bytes = malloc(size + SHA1_SIZE);
    memcpy(bytes, data, size);
    sha1(data, size, (uint8_t *)bytes + size);
    write_file(".git/index", bytes, size + SHA1_SIZE);
    free(bytes);
}

static void damage_tree(const uint8_t *data, size_t size) {
    char commit[512];
    char id[OBJECT_NAME_SIZE];
    object_write("tree", data, size, id);
    snprintf(commit, sizeof commit,
             "tree %s\nauthor a <a@b> 1 +0000\ncommitter a <a@b> 1 +0000\n\nm\n", id);
    object_write("commit", (const uint8_t *)commit, strlen(commit), id);
    write_file(".git/refs/heads/damaged", id, strlen(id));
}

static void damage_commit(const uint8_t *data, size_t size) {
    char id[OBJECT_NAME_SIZE];
    object_write("commit", data, size, id);
    write_file(".git/refs/heads/damaged", id, strlen(id));
}

static const struct {
    char key;
    void (*damage)(const uint8_t *data, size_t size);
} kinds[] = {{'i', damage_index}, {'t', damage_tree}, {'c', damage_commit}};

static void restore(void) {
    for (size_t i = 0; i < name_count; i++)
        write_file(names[i], before[i], sizes[i]);
    objects_remove();
    unlink(".git/refs/heads/damaged");
}

static void read_all(Snapshot *snapshot) {
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(snapshot, &count);
    for (size_t i = 0; i < count; i++) {
        Str bytes;
        Error error = {0};
        if (entries[i].kind == ENTRY_FILE && !snapshot_read(snapshot, &entries[i], &bytes, &error))
            HOLDS(error.message[0] != '\0');
    }
}

static void look(Snapshot *snapshot, const Error *error) {
    HOLDS(snapshot || error->message[0] != '\0');
    if (snapshot)
        read_all(snapshot);
    snapshot_close(snapshot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Error errors[4] = {{0}};
    if (name_count == 0) {
        make_repository();
        snapshot_library_init();
        check_whole();
    }
    void (*how)(const uint8_t *data, size_t size) = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (size > 0 && data[0] == (uint8_t)kinds[i].key)
            how = kinds[i].damage;
    if (how)
        how(data + 1, size - 1);
    else
        damage(data, size);
    arena_init(&arena);
    look(snapshot_open(&arena, STR("."), &errors[0]), &errors[0]);
    look(snapshot_open_index(&arena, STR("."), &errors[1]), &errors[1]);
    look(snapshot_open_revision(&arena, STR("."), STR("HEAD~1"), &errors[2]), &errors[2]);
    look(snapshot_open_revision(&arena, STR("."), STR("damaged"), &errors[3]), &errors[3]);
    arena_free(&arena);
    /* It remembers packs by name; that files change while it runs is not a case for govlint. */
    snapshot_library_shutdown();
    snapshot_library_init();
    restore();
    return 0;
}
