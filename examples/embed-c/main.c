/* Northline in a C99 program: reads a strategy, checks and scores it, and tries an edit.
 *
 *     embed-c [strategy.json]
 *
 * Without a file it uses the strategy below. */
#include <northline/northline.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char sample[] =
    "{\n"
    "  \"northline\": 1,\n"
    "  \"title\": \"A bakery that is found again\",\n"
    "  \"visions\": {\"street\": {\"title\": \"The street buys its bread with us\"}},\n"
    "  \"goals\": {\n"
    "    \"regulars\": {\"title\": \"More people come twice a week\", \"supports\": {\"street\": 70}},\n"
    "    \"followers\": {\"title\": \"Ten thousand followers\", \"due\": \"2027-06-30\"}\n"
    "  }\n"
    "}\n";

/* Says why a call failed and ends; a host with more to lose would hand the message on. */
static void must(northline_status status, northline_error* error, const char* what) {
  northline_view message = {NULL, 0};
  size_t line = 0, column = 0;
  if (status == NORTHLINE_OK) return;
  if (error != NULL && northline_error_message(error, &message) == NORTHLINE_OK)
    northline_error_position(error, &line, &column);
  fprintf(stderr, "%s: %s (line %lu, column %lu): %.*s\n", what, northline_status_name(status),
          (unsigned long)line, (unsigned long)column, (int)message.size,
          message.data != NULL ? message.data : "");
  northline_error_free(error);
  exit(1);
}

static char* read_file(const char* path, size_t* size) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  size_t capacity = 0;
  *size = 0;
  if (file == NULL) {
    fprintf(stderr, "%s cannot be opened.\n", path);
    exit(1);
  }
  do {
    capacity = capacity == 0 ? 65536 : capacity * 2;
    bytes = realloc(bytes, capacity);
    if (bytes == NULL) exit(1);
    *size += fread(bytes + *size, 1, capacity - *size, file);
  } while (*size == capacity);
  fclose(file);
  return bytes;
}

static void print_findings(const northline_strategy* strategy) {
  static const char* const severities[] = {"off", "advice", "warning", "error"};
  northline_error* error = NULL;
  northline_findings* findings = NULL;
  size_t count = 0, i;
  must(northline_check(strategy, NULL, &findings, &error), error, "Checking");
  must(northline_findings_count(findings, &count, &error), error, "Counting findings");
  printf("%lu findings\n", (unsigned long)count);
  for (i = 0; i < count && i < 5; ++i) {
    northline_view code, message;
    int32_t severity = 0;
    size_t line = 0, column = 0;
    must(northline_findings_code(findings, i, &code, &error), error, "Asking for a code");
    must(northline_findings_message(findings, i, &message, &error), error, "Asking for a message");
    must(northline_findings_severity(findings, i, &severity, &error), error, "Asking for a severity");
    must(northline_findings_position(findings, i, &line, &column, NULL, NULL, &error), error,
         "Asking for a place");
    printf("  %lu:%lu: %s %.*s: %.*s\n", (unsigned long)line, (unsigned long)column,
           severity >= 0 && severity <= 3 ? severities[severity] : "?", (int)code.size, code.data,
           (int)message.size, message.data);
  }
  northline_findings_free(findings);
}

static void print_score(const northline_strategy* strategy) {
  northline_error* error = NULL;
  northline_scores* scores = NULL;
  northline_view weakest;
  double lower = 0, upper = 0, known = 0;
  must(northline_score(strategy, NULL, &scores, &error), error, "Scoring");
  must(northline_scores_overall(scores, NULL, &lower, &upper, &known, &error), error, "Asking for the score");
  must(northline_scores_weakest(scores, &weakest, &error), error, "Asking for the weakest dimension");
  printf("alignment: at least %.2f, at most %.2f, %.0f %% known", lower, upper, known * 100);
  if (weakest.data != NULL) printf(", weakest in %.*s", (int)weakest.size, weakest.data);
  printf("\n");
  northline_scores_free(scores);
}

int main(int argc, char** argv) {
  northline_error* error = NULL;
  northline_strategy* strategy = NULL;
  size_t size = sizeof sample - 1, goals = 0, after = 0;
  char* bytes = NULL;

  if (northline_version_number() / 1000 != NORTHLINE_VERSION_NUMBER / 1000)
    fprintf(stderr, "Compiled for Northline %s, running with %s.\n", NORTHLINE_VERSION, northline_version());

  if (argc > 1) bytes = read_file(argv[1], &size);
  /* Copies the text, so that it can go at once. */
  must(northline_strategy_load_json(bytes != NULL ? bytes : sample, size, NULL, &strategy, &error), error,
       argc > 1 ? argv[1] : "The sample");
  free(bytes);

  must(northline_strategy_element_count(strategy, "goal", NORTHLINE_NUL_TERMINATED, &goals, &error), error,
       "Counting goals");
  printf("Northline %s: %lu goals\n", northline_version(), (unsigned long)goals);
  print_findings(strategy);
  print_score(strategy);

  /* What would one more goal change? A transaction takes it back. */
  must(northline_strategy_begin(strategy, &error), error, "Beginning a transaction");
  must(northline_strategy_add_element(strategy, "goal", NORTHLINE_NUL_TERMINATED, "embed-c-what-if",
                                      NORTHLINE_NUL_TERMINATED, &error),
       error, "Adding a goal");
  must(northline_strategy_set_attribute(strategy, "embed-c-what-if", NORTHLINE_NUL_TERMINATED, "title",
                                        NORTHLINE_NUL_TERMINATED, "\"Answer every question within a day\"",
                                        NORTHLINE_NUL_TERMINATED, &error),
       error, "Naming the goal");
  printf("with one goal more: ");
  print_score(strategy);
  must(northline_strategy_rollback(strategy, &error), error, "Taking the edits back");
  must(northline_strategy_element_count(strategy, "goal", NORTHLINE_NUL_TERMINATED, &after, &error), error,
       "Counting goals again");
  northline_strategy_free(strategy);
  return after == goals ? 0 : 1;
}
