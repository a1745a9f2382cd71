/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Git objects and index files damaged at random: each four bytes of the input change one byte of
 * one file of a small repository's Git folder. Opening it ends in a snapshot or in an error.
 */
#include "fuzz.h"

#include <string.h>
#include <unistd.h>

#include "git/snapshot.h"

#define MAX_FILES 64
#define MAX_DAMAGE 64
#define RUNS_OF_LIBRARY 200

static char root[64];
static char *names[MAX_FILES];
static char *before[MAX_FILES];
static size_t sizes[MAX_FILES];
static size_t name_count;
static size_t runs;

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

static void write_file(size_t index, const char *bytes, size_t size) {
    FILE *file = fopen(names[index], "wb");
    HOLDS(file && fwrite(bytes, 1, size, file) == size);
    HOLDS(fclose(file) == 0);
}

static void damage(const uint8_t *data, size_t size) {
    for (; size >= 4; data += 4, size -= 4) {
        size_t index = data[0] % name_count;
        size_t offset = ((size_t)data[1] << 8 | data[2]) % (sizes[index] + 1);
        char *bytes = malloc(sizes[index] + 1);
        memcpy(bytes, before[index], sizes[index]);
        if (offset < sizes[index])
            bytes[offset] = (char)data[3];
        /* At the end: cut there. */
        write_file(index, bytes, data[3] == 0xff ? offset : sizes[index]);
        free(bytes);
    }
}

static void restore(const uint8_t *data, size_t size) {
    for (; size >= 4; data += 4, size -= 4)
        write_file(data[0] % name_count, before[data[0] % name_count], sizes[data[0] % name_count]);
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

static void look(Arena *arena, Snapshot *snapshot, const Error *error) {
    (void)arena;
    HOLDS(snapshot || error->message[0] != '\0');
    if (snapshot)
        read_all(snapshot);
    snapshot_close(snapshot);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Error errors[3] = {{0}};
    if (name_count == 0)
        make_repository();
    size = size > MAX_DAMAGE ? MAX_DAMAGE : size;
    damage(data, size);
    arena_init(&arena);
    look(&arena, snapshot_open(&arena, STR("."), &errors[0]), &errors[0]);
    look(&arena, snapshot_open_index(&arena, STR("."), &errors[1]), &errors[1]);
    look(&arena, snapshot_open_revision(&arena, STR("."), STR("HEAD~1"), &errors[2]), &errors[2]);
    arena_free(&arena);
    if (++runs % RUNS_OF_LIBRARY == 0) /* it remembers every pack that it has seen */
        snapshot_library_shutdown();
    restore(data, size);
    return 0;
}
