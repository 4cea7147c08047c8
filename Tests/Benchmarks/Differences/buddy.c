/* What comparing two policies costs with the BDD library BuDDy: buddy OLD NEW. Prints the milliseconds for building both, their
 * difference and every cube of it (the middle of three runs), and the number of packets that differ. A rule is a product of one union a field, fields in the
 * order protocol, destination, source, destination port, source port, which was the best of several orders. */
#include <bdd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PROTOCOL = 0, DESTINATION = 8, SOURCE = 40, TO = 72, FROM = 88, FIELDS = 104, MOST = 64 };
static const long CUBES = 5000000;

typedef struct { unsigned value; int length; } Prefix;
typedef struct { int low, high; } Range;
typedef struct {
  int number, allow, protocol, sources, targets, froms, tos;
  Prefix source[MOST], target[MOST];
  Range from[MOST], to[MOST];
} Rule;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static BDD combined(BDD a, BDD b, int operation) {
  BDD result = bdd_addref(bdd_apply(a, b, operation));
  bdd_delref(a);
  bdd_delref(b);
  return result;
}

static BDD leading(int variable, int width, unsigned value, int length) {
  BDD result = bdd_addref(bddtrue);
  for (int bit = length - 1; bit >= 0; bit--)
    result = combined(value >> (width - 1 - bit) & 1 ? bdd_ithvar(variable + bit) : bdd_nithvar(variable + bit), result, bddop_and);
  return result;
}

static BDD bounded(int variable, int bound, int isUpper) {
  BDD result = bdd_addref(bddtrue);
  for (int bit = 15; bit >= 0; bit--) {
    int one = bound >> (15 - bit) & 1;
    BDD literal = isUpper ? bdd_nithvar(variable + bit) : bdd_ithvar(variable + bit);
    result = combined(literal, result, one == isUpper ? bddop_or : bddop_and);
  }
  return result;
}

static BDD prefixes(int variable, const Prefix *list, int count) {
  BDD result = bdd_addref(bddfalse);
  for (int i = 0; i < count; i++) result = combined(result, leading(variable, 32, list[i].value, list[i].length), bddop_or);
  return result;
}

static BDD ranges(int variable, const Range *list, int count) {
  BDD result = bdd_addref(bddfalse);
  for (int i = 0; i < count; i++) {
    BDD one = list[i].low == 0 && list[i].high == 65535
      ? bdd_addref(bddtrue)
      : combined(bounded(variable, list[i].low, 0), bounded(variable, list[i].high, 1), bddop_and);
    result = combined(result, one, bddop_or);
  }
  return result;
}

static BDD policy(const Rule *rules, int count) {
  BDD rest = bdd_addref(bddfalse);
  for (int i = count - 1; i >= 0; i--) {
    const Rule *rule = &rules[i];
    BDD match = ranges(FROM, rule->from, rule->froms);
    match = combined(ranges(TO, rule->to, rule->tos), match, bddop_and);
    match = combined(prefixes(SOURCE, rule->source, rule->sources), match, bddop_and);
    match = combined(prefixes(DESTINATION, rule->target, rule->targets), match, bddop_and);
    if (rule->protocol >= 0) match = combined(leading(PROTOCOL, 8, rule->protocol, 8), match, bddop_and);
    rest = rule->allow ? combined(match, rest, bddop_or) : combined(rest, match, bddop_diff);
  }
  return rest;
}

static void addPrefix(Prefix *list, int *count, Prefix value) {
  for (int i = 0; i < *count; i++) if (list[i].value == value.value && list[i].length == value.length) return;
  if (*count < MOST) list[(*count)++] = value;
}

static void addRange(Range *list, int *count, Range value) {
  for (int i = 0; i < *count; i++) if (list[i].low == value.low && list[i].high == value.high) return;
  if (*count < MOST) list[(*count)++] = value;
}

static Rule *load(const char *path, int *count) {
  FILE *file = fopen(path, "r");
  if (!file) { perror(path); exit(1); }
  Rule *rules = calloc(4096, sizeof *rules);
  int number, allow, last = -1;
  unsigned s[4], d[4];
  char protocol[8];
  Prefix source, target;
  Range from, to;
  *count = 0;
  while (fscanf(file, "%d %d %7s %u.%u.%u.%u/%d %u.%u.%u.%u/%d %d-%d %d-%d", &number, &allow, protocol, s, s + 1, s + 2, s + 3,
      &source.length, d, d + 1, d + 2, d + 3, &target.length, &from.low, &from.high, &to.low, &to.high) == 17) {
    if (number != last) {
      last = number;
      rules[(*count)++] = (Rule){.allow = allow, .protocol = *protocol == '*' ? -1 : atoi(protocol)};
    }
    Rule *rule = &rules[*count - 1];
    source.value = s[0] << 24 | s[1] << 16 | s[2] << 8 | s[3];
    target.value = d[0] << 24 | d[1] << 16 | d[2] << 8 | d[3];
    addPrefix(rule->source, &rule->sources, source);
    addPrefix(rule->target, &rule->targets, target);
    addRange(rule->from, &rule->froms, from);
    addRange(rule->to, &rule->tos, to);
  }
  fclose(file);
  return rules;
}

static long cubes;

static void walk(BDD node) {
  if (node == bddfalse || cubes >= CUBES) return;
  if (node == bddtrue) { cubes++; return; }
  walk(bdd_low(node));
  walk(bdd_high(node));
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int oldCount, newCount;
  Rule *old = load(argv[1], &oldCount), *new = load(argv[2], &newCount);
  double times[3], packets = 0;
  for (int run = 0; run < 3; run++) {
    bdd_init(4000000, 1000000);
    bdd_setvarnum(FIELDS);
    bdd_setmaxincrease(4000000);
    bdd_gbc_hook(0);
    double start = now();
    BDD before = policy(old, oldCount), after = policy(new, newCount);
    BDD difference = bdd_addref(bdd_apply(before, after, bddop_xor));
    cubes = 0;
    walk(difference);
    times[run] = now() - start;
    packets = bdd_satcount(difference);
    bdd_done();
  }
  double low = times[0], high = times[0], sum = 0;
  for (int run = 0; run < 3; run++) {
    low = times[run] < low ? times[run] : low;
    high = times[run] > high ? times[run] : high;
    sum += times[run];
  }
  printf("%.6f %.0f %ld%s\n", sum - low - high, packets, cubes, cubes >= CUBES ? "+" : "");
}
