/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that rows are in order, and the fewest moves that put them in order.
 *
 * Rows are sorted in runs: neighbours with nothing but white space (and YAML's "-") between them.
 * In a run, all rows except a longest ordered subsequence are out of order. Those in it stay where
 * they are; the others move to after the row of it that they follow.
 *
 * A row moves with the separator after it (before it, for the last), so that line endings, blank
 * lines and a missing last newline stay as they are, and with a YAML comment on its last line. A
 * comment on a line of its own ends a run, and may be about only the row below it. If that row
 * would move, or another one would come between them, a person has to make the change. The same
 * applies to numbered rows, as in an ordered list.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "rule/check.h"
#include "rule/sort_keys.h"

typedef struct Sorted {
    TextList names;
    size_t *columns;
    bool descending;
} Sorted;

static const Field sorted_fields[] = {
    {"by", FIELD_TEXTS, offsetof(Sorted, names), .required = true,
     .doc = "columns, the most important first; letter case and accents do not count"},
    {"descending", FIELD_BOOL, offsetof(Sorted, descending),
     .doc = "the greatest or latest comes first"},
    {0}};

static bool sorted_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    Sorted *params = check->params;
    check->found_fails = true;
    return binding_columns(binding, &params->names, &params->columns, error);
}

/* A row that moves, and the staying row that it goes after (or before, if it becomes the first). */
typedef struct Move {
    size_t row;
    size_t anchor;
    bool before;
} Move;

typedef struct Order {
    CheckRun *run;
    Str *keys;      /* by row and column */
    Span *spans;    /* by row, with its comment */
    size_t *around; /* by row: the row that it is inside */
    size_t width;   /* columns */
    bool descending;
    bool *stays;       /* by row */
    Move *moves;       /* by row, of those that do not stay */
    Reorder **reorder; /* by row: the one of its run */
} Order;

static int compare_keys(const Order *order, size_t a, size_t b) {
    int result = 0;
    for (size_t i = 0; i < order->width && result == 0; i++)
        result = str_compare(order->keys[a * order->width + i], order->keys[b * order->width + i]);
    return order->descending ? -result : result;
}

/* A row that matches no entry pattern, or has no name, is left to other rules. It has no place in
   the order and stays. */
static bool has_key(const Order *order, size_t row) {
    return order->run->table->rows[row]->formed && order->keys[row * order->width].len > 0;
}

static const Source *source_of(const Order *order, size_t row) {
    return order->run->table->rows[row]->at.source;
}

/* The end of the YAML comment on the last line of a row, which belongs to the row. Rows of other
   languages extend to the end of their lines. */
static size_t end_of_comment(const Source *source, size_t end) {
    Str line = str_slice(source->bytes, end, str_find_line_end(source->bytes, end));
    bool is_behind = end > 0 && source->bytes.ptr[end - 1] != '\n' && line.len > 0 &&
                     (line.ptr[0] == ' ' || line.ptr[0] == '\t');
    Str comment = str_trim(line);
    return is_behind && str_starts_with(comment, STR("#"))
               ? (size_t)(comment.ptr - source->bytes.ptr) + comment.len
               : end;
}

static Str text_between(const Order *order, size_t start, size_t end, size_t row) {
    return source_slice(source_of(order, row), span_between(start, end));
}

/* Whether a row and the next are neighbours in one list. */
static bool joined(const Order *order, size_t row) {
    if (source_of(order, row) != source_of(order, row + 1) ||
        order->around[row] != order->around[row + 1] ||
        order->spans[row].end > order->spans[row + 1].start)
        return false;
    Str between =
        str_trim(text_between(order, order->spans[row].end, order->spans[row + 1].start, row));
    return between.len == 0 || str_equal(between, STR("-"));
}

/* How many of `rows`, which are sorted, have a key that is not greater than the row's. */
static size_t count_not_greater(const Order *order, const size_t *rows, size_t count, size_t row) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(order, rows[middle], row) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Marks a longest ordered subsequence of the run [first, end) as staying, by patience sorting:
   `tails` holds, for each length, the row with the least key that a sequence of it can end in.
   Returns how many do not stay. */
static size_t keep_longest(Order *order, size_t first, size_t end) {
    Arena *arena = order->run->arena;
    size_t *tails = arena_new_array(arena, end - first, size_t);
    size_t *before = arena_new_array(arena, end - first, size_t);
    size_t longest = 0;
    size_t keyed = 0;
    for (size_t row = first; row < end; row++) {
        order->stays[row] = !has_key(order, row);
        if (order->stays[row])
            continue;
        keyed++;
        size_t length = count_not_greater(order, tails, longest, row);
        before[row - first] = length > 0 ? tails[length - 1] : SIZE_MAX;
        tails[length] = row;
        longest = length == longest ? longest + 1 : longest;
    }
    for (size_t row = longest > 0 ? tails[longest - 1] : SIZE_MAX; row != SIZE_MAX;
         row = before[row - first])
        order->stays[row] = true;
    return keyed - longest;
}

/* Keeps those that stay in the order of words, or in that of letters if more of them can. */
static void keep_most(Order *order, size_t first, size_t end) {
    size_t moved = keep_longest(order, first, end);
    if (moved == 0)
        return;
    Str *keys = &order->keys[first * order->width];
    size_t count = (end - first) * order->width;
    Str *words = arena_new_array(order->run->arena, count, Str);
    memcpy(words, keys, count * sizeof *words);
    if (!sort_keys_by_letter(order->run->arena, keys, count) ||
        keep_longest(order, first, end) < moved)
        return;
    memcpy(keys, words, count * sizeof *words);
    keep_longest(order, first, end);
}

/* The move to after the last staying row whose key is not greater, else before the first one. */
static Move find_move(const Order *order, size_t row, const size_t *staying, size_t count) {
    size_t low = count_not_greater(order, staying, count, row);
    return low > 0 ? (Move){row, staying[low - 1], false} : (Move){row, staying[0], true};
}

static void push_edit(const Order *order, Reorder *reorder, size_t row, size_t start, size_t end,
                      Str text) {
    reorder->edits[reorder->edit_count++] =
        (Edit){.at = {source_of(order, row), span_between(start, end)}, .text = text};
}

/* The separator that moves with a row: the one after it or, for the last row, the one before. */
static Str separator(const Order *order, size_t row, size_t end) {
    size_t left = row + 1 < end ? row : row - 1;
    return text_between(order, order->spans[left].end, order->spans[left + 1].start, row);
}

/* Inserts a moved row before the staying row that follows its anchor, else after the anchor. */
static void insert_row(const Order *order, const Move *move, size_t end, Reorder *reorder) {
    size_t next = move->before ? move->anchor : move->anchor + 1;
    while (next < end && !order->stays[next])
        next++;
    Str content = source_slice(source_of(order, move->row), order->spans[move->row]);
    Str gap = separator(order, move->row, end);
    StrBuf text;
    strbuf_init(&text, order->run->arena);
    strbuf_append(&text, next < end ? content : gap);
    strbuf_append(&text, next < end ? gap : content);
    size_t at = next < end ? order->spans[next].start : order->spans[move->anchor].end;
    push_edit(order, reorder, move->row, at, at, strbuf_str(&text));
}

static void delete_row(const Order *order, size_t row, size_t last_staying, Reorder *reorder) {
    if (row < last_staying)
        push_edit(order, reorder, row, order->spans[row].start, order->spans[row + 1].start,
                  (Str){0});
    else
        push_edit(order, reorder, row, order->spans[row - 1].end, order->spans[row].end, (Str){0});
}

typedef struct KeyedMove {
    const Order *order;
    Move move;
} KeyedMove;

/* By key, so that rows that move to the same place are in order; rows with equal keys keep their
   order. */
static int compare_moves(const void *a, const void *b) {
    const KeyedMove *left = a;
    const KeyedMove *right = b;
    int result = compare_keys(left->order, left->move.row, right->move.row);
    return result ? result
                  : (left->move.row > right->move.row) - (left->move.row < right->move.row);
}

/* Whether the line above the row is the end of a YAML or Markdown comment. Above the first row of a
   file, a comment is about all rows. */
static bool is_under_comment(const Order *order, size_t row) {
    const Source *source = source_of(order, row);
    if (row == 0 || source_of(order, row - 1) != source)
        return false;
    Str above = str_slice(source->bytes, 0, order->spans[row].start);
    size_t line = str_find_last(above, '\n');
    if (line == SIZE_MAX)
        return false;
    bool yaml = str_equal(str_trim(str_slice(above, line, above.len)), STR("-"));
    above = str_slice(above, 0, line);
    line = str_find_last(above, '\n');
    above = str_trim(str_slice(above, line == SIZE_MAX ? 0 : line + 1, above.len));
    return yaml ? str_starts_with(above, STR("#")) : str_ends_with(above, STR("-->"));
}

/* The number of an item of an ordered list; empty for all other rows. */
static Str number_of(const Order *order, size_t row) {
    size_t start = order->spans[row].start;
    Str mark = text_between(order, start, order->run->table->rows[row]->label.start, row);
    size_t length = 0;
    while (length < mark.len && ascii_is_digit(mark.ptr[length]))
        length++;
    return str_slice(mark, 0, length);
}

static bool is_numbered(const Order *order, size_t first, size_t end) {
    for (size_t row = first + 1; row < end; row++)
        if (!str_equal(number_of(order, row), number_of(order, first)))
            return true;
    return false;
}

static bool ends_in_comma(const Order *order, size_t row) {
    Str text = str_trim(source_slice(source_of(order, row), order->spans[row]));
    return str_ends_with(text, STR(",")) || str_ends_with(text, STR(";"));
}

/* Whether there are commas between the rows, as in TOML arrays and in sentences: after all but the
   last. */
static bool is_divided(const Order *order, size_t first, size_t end) {
    size_t row = first;
    while (row < end && ends_in_comma(order, row))
        row++;
    return row + 1 == end && row > first;
}

/* Why the moves, if there are any, cannot be made automatically; else NULL. */
static const char *why_unfixed(const Order *order, size_t first, size_t end, const KeyedMove *moves,
                               size_t move_count) {
    bool first_stays = order->stays[first];
    bool last_stays = order->stays[end - 1];
    for (size_t i = 0; i < move_count; i++) {
        const Move *move = &moves[i].move;
        first_stays = first_stays && !move->before;
        last_stays = last_stays && (move->before || move->anchor != end - 1);
    }
    if (!first_stays && is_under_comment(order, first))
        return "a comment stands above the first row, and may be about that row only";
    if (move_count > 0 && is_numbered(order, first, end))
        return "the rows are numbered, and would not be in the order of their numbers";
    if (!last_stays && is_divided(order, first, end))
        return "a comma follows each row but the last, and another row would be the last";
    return NULL;
}

static void plan_run(Order *order, size_t first, size_t end) {
    Arena *arena = order->run->arena;
    size_t *staying = arena_new_array(arena, end - first, size_t);
    KeyedMove *moves = arena_new_array(arena, end - first, KeyedMove);
    size_t staying_count = 0;
    size_t move_count = 0;
    size_t last_staying = first;
    for (size_t row = first; row < end; row++) {
        if (order->stays[row])
            last_staying = row;
        if (order->stays[row] && has_key(order, row))
            staying[staying_count++] = row;
    }
    Reorder *reorder = arena_new(arena, Reorder);
    reorder->edits = arena_new_array(arena, 2 * (end - first), Edit);
    for (size_t row = first; row < end; row++) {
        order->reorder[row] = reorder;
        if (order->stays[row])
            continue;
        order->moves[row] = find_move(order, row, staying, staying_count);
        moves[move_count++] = (KeyedMove){order, order->moves[row]};
        delete_row(order, row, last_staying, reorder);
    }
    qsort(moves, move_count, sizeof *moves, compare_moves);
    for (size_t i = 0; i < move_count; i++)
        insert_row(order, &moves[i].move, end, reorder);
    reorder->moved = move_count;
    reorder->unfixed = why_unfixed(order, first, end, moves, move_count);
}

static Span *make_spans(const CheckRun *run) {
    Span *spans = arena_new_array(run->arena, run->table->row_count, Span);
    for (size_t i = 0; i < run->table->row_count; i++) {
        Location at = run->table->rows[i]->at;
        spans[i] = span_between(at.span.start, end_of_comment(at.source, at.span.end));
    }
    return spans;
}

static void sorted_prepare(CheckRun *run) {
    const Sorted *params = run->check->params;
    size_t count = run->table->row_count;
    Order *order = arena_new(run->arena, Order);
    *order =
        (Order){.run = run,
                .keys = sort_keys(run->arena, run->table, params->columns, params->names.count),
                .spans = make_spans(run),
                .around = rows_around(run->arena, run->table->rows, count),
                .width = params->names.count,
                .descending = params->descending,
                .stays = arena_new_array(run->arena, count, bool),
                .moves = arena_new_array(run->arena, count, Move),
                .reorder = arena_new_array(run->arena, count, Reorder *)};
    for (size_t first = 0, end; first < count; first = end) {
        end = first + 1;
        while (end < count && joined(order, end - 1))
            end++;
        keep_most(order, first, end);
        plan_run(order, first, end);
    }
    order->run = NULL; /* only used while preparing, as the run may be moved afterwards */
    run->state = order;
}

/* {other} is the row next to which this one belongs, {detail} is "after" or "before". */
static bool sorted_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Sorted *params = run->check->params;
    const Order *order = run->state;
    if (order->stays[row->index])
        return true;
    const Move *move = &order->moves[row->index];
    const Row *anchor = run->table->rows[move->anchor];
    failure->at = row_cell(row, params->columns[0]).at;
    failure->values.value = row_cell(row, params->columns[0]).text;
    failure->values.other = anchor;
    failure->values.detail = move->before ? STR("before") : STR("after");
    failure->reorder = order->reorder[row->index];
    failure->values.count = str_number(run->arena, failure->reorder->moved);
    failure_relate(run, failure, row_cell(anchor, params->columns[0]).at,
                   move->before ? "it belongs before this" : "it belongs after this");
    return false;
}

const CheckKind check_sorted = {
    .name = "sorted",
    .says = "{value} {count} {detail}",
    .summary = "the rows are in order, but for as few as possible",
    .fields = sorted_fields,
    .size = sizeof(Sorted),
    .short_key = "by",
    .bind = sorted_bind,
    .prepare = sorted_prepare,
    .holds = sorted_holds,
};
