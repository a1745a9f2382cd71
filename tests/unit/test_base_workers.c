/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Batches on threads: each item once, and no thread left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/workers.h"

#define ITEMS 200

static atomic_int left;

static Arena arena; /* of the workers that each test has */

typedef struct Batch {
    WorkersBatch batch;
    atomic_int done[ITEMS];
    atomic_int by_thread[1 + WORKERS_MOST];
    atomic_bool wait; /* a thread that has the item 0 does, until this is false */
} Batch;

static void leave(void) {
    atomic_fetch_add(&left, 1);
}

static int begin_workers(void **state) {
    arena_init(&arena);
    atomic_store(&left, 0);
    *state = workers_new(&arena, leave);
    return 0;
}

static int end_workers(void **state) {
    workers_stop(*state);
    arena_free(&arena);
    return 0;
}

static void do_item(void *context, size_t thread, size_t item) {
    Batch *batch = context;
    atomic_fetch_add(&batch->done[item], 1);
    atomic_fetch_add(&batch->by_thread[thread], 1);
    while (item == 0 && thread > 0 && atomic_load(&batch->wait))
        ;
}

static void begin(Workers *workers, Batch *batch, size_t count, size_t threads) {
    batch->batch = (WorkersBatch){.task = do_item, .context = batch, .count = count};
    workers_begin(workers, &batch->batch, threads);
}

static void assert_done_once(const Batch *batch, size_t count) {
    for (size_t i = 0; i < ITEMS; i++)
        assert_int_equal(batch->done[i], i < count);
}

static void each_item_is_done_once(void **state) {
    static const size_t counts[] = {ITEMS, 1, 0, 3, ITEMS};
    Workers *workers = *state;
    for (size_t round = 0; round < 500; round++) {
        Batch batch = {.wait = false};
        size_t count = counts[round % 5];
        begin(workers, &batch, count, round % 4);
        workers_finish(workers, &batch.batch);
        assert_done_once(&batch, count);
        for (size_t i = 4; i <= WORKERS_MOST; i++)
            assert_int_equal(batch.by_thread[i], 0);
    }
}

/* The caller waits for what a thread has begun, and does everything else itself. */
static void the_one_that_asks_does_the_rest(void **state) {
    Workers *workers = *state;
    Batch batch = {.wait = true};
    begin(workers, &batch, ITEMS, 1);
    while (atomic_load(&batch.by_thread[1]) == 0)
        ;
    atomic_store(&batch.wait, false);
    workers_finish(workers, &batch.batch);
    assert_done_once(&batch, ITEMS);
}

/* The batch that was begun last may be needed first: the others stay begun. */
static void batches_are_finished_in_any_order(void **state) {
    Workers *workers = *state;
    for (size_t threads = 0; threads < 3; threads++) {
        Batch batches[5] = {{.wait = false}};
        static const size_t order[] = {4, 0, 2, 1, 3};
        for (size_t i = 0; i < 5; i++)
            begin(workers, &batches[i], ITEMS - i, threads);
        for (size_t i = 0; i < 5; i++) {
            workers_finish(workers, &batches[order[i]].batch);
            assert_done_once(&batches[order[i]], ITEMS - order[i]);
        }
    }
}

/* Threads work on the batch that was begun first. */
static void the_first_batch_is_done_first(void **state) {
    Workers *workers = *state;
    Batch first = {.wait = true};
    Batch second = {.wait = false};
    begin(workers, &first, ITEMS, 1);
    begin(workers, &second, ITEMS, 1);
    while (atomic_load(&first.by_thread[1]) == 0)
        ;
    assert_int_equal(second.by_thread[1], 0);
    workers_finish(workers, &second.batch);
    assert_int_equal(second.by_thread[0], ITEMS);
    atomic_store(&first.wait, false);
    workers_finish(workers, &first.batch);
    assert_done_once(&first, ITEMS);
}

static void threads_end_and_come_again(void **state) {
    Workers *workers = *state;
    for (int round = 1; round <= 3; round++) {
        Batch batch = {.wait = false};
        begin(workers, &batch, ITEMS, 2);
        workers_finish(workers, &batch.batch);
        assert_done_once(&batch, ITEMS);
        workers_stop(workers);
        assert_int_equal(left, 2 * round);
    }
    workers_stop(workers);
    assert_int_equal(left, 6);
}

static void more_threads_than_can_be_are_no_matter(void **state) {
    Workers *workers = *state;
    Batch batch = {.wait = false};
    begin(workers, &batch, ITEMS, 1000);
    workers_finish(workers, &batch.batch);
    assert_done_once(&batch, ITEMS);
    workers_stop(workers);
    assert_int_equal(left, WORKERS_MOST);
}

#define with_workers(test) cmocka_unit_test_setup_teardown(test, begin_workers, end_workers)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_workers(each_item_is_done_once),
        with_workers(the_one_that_asks_does_the_rest),
        with_workers(batches_are_finished_in_any_order),
        with_workers(the_first_batch_is_done_first),
        with_workers(threads_end_and_come_again),
        with_workers(more_threads_than_can_be_are_no_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
