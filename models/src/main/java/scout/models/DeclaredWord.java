package scout.models;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A word that a declaration may say. {@code docs/models.md} is made of these. */
enum DeclaredWord {
  SOURCE_SOURCE(
      Place.SOURCE,
      "source",
      "source: edge_transactions",
      "which source it is, for now the one that Scout has. Needed"),
  SOURCE_ABOUT(
      Place.SOURCE, "about", "about: Sales as the tills write them", "what it is, for people"),
  SOURCE_SILVER(
      Place.SOURCE,
      "silver",
      "silver: silver_edge_transactions",
      "the table of its winning records, for now this one"),
  SOURCE_KEY(
      Place.SOURCE,
      "key",
      "key: [store_id, transaction_date, receipt_no]",
      "the field, or the fields together, that tell one sale from another; `transaction_id` without,"
          + " see [below](#a-key-of-several-fields)"),
  SOURCE_SLICES(
      Place.SOURCE,
      "slices",
      "slices: [store_id, transaction_date]",
      "by what changes are handed on, for now by these"),
  SOURCE_RECORDS(
      Place.SOURCE,
      "records",
      "records: response.data",
      "where the records are in a file, unless `SCOUT_RECORDS_AT` is set"),
  SOURCE_FIELDS(
      Place.SOURCE,
      "fields",
      "fields: {name: {…}, …}",
      "silver's columns: those that Scout ships, where they are found elsewhere, and your own. A name"
          + " is at most 50 small letters, digits and `_`"),
  SOURCE_TABLES(
      Place.SOURCE,
      "tables",
      "tables: {silver_…: {…}, …}",
      "a table for each list of a record whose elements become rows, at most 10"),

  FIELD_TYPE(Place.FIELD, "type", "type: integer", "one of the types below. Needed"),
  FIELD_FROM(
      Place.FIELD,
      "from",
      "from: [amount, totals.net]",
      "the paths where it is found; the first that leads to a value wins. Needed, but for `of`"),
  FIELD_FORMAT(Place.FIELD, "format", "format: money", "how a decimal is written; `plain` without"),
  FIELD_FORMATS(
      Place.FIELD,
      "formats",
      "formats: [iso, \"dd.MM.yyyy HH:mm\"]",
      "how a time or date is written, in the order in which it is tried; `iso` and `epoch` without"),
  FIELD_ELSE(
      Place.FIELD,
      "else",
      "else: \"null\"",
      "what becomes of a value that doesn't fit; `reject` without"),
  FIELD_ONE_OF(
      Place.FIELD,
      "one_of",
      "one_of: [cash, card]",
      "the values that fit, as the column holds them; for a key, text, word, integer or currency"),
  FIELD_DEFAULT(
      Place.FIELD,
      "default",
      "default: 1",
      "the value where the record has none; not for a date, time or json"),
  FIELD_REQUIRED(Place.FIELD, "required", "required: true", "a record that lacks it is rejected"),
  FIELD_OF(
      Place.FIELD,
      "of",
      "of: transaction_timestamp",
      "of a date, in place of `from`: the day of this time in `SCOUT_TIMEZONE`"),
  FIELD_FALLBACK(
      Place.FIELD,
      "fallback",
      "fallback: uploaded_at",
      "of a time: that of the upload where the record has none"),
  FIELD_ABOUT(Place.FIELD, "about", "about: What the customer paid", "what it means, for people"),

  CHILD_EACH(Place.CHILD, "each", "each: items", "the path of the list. Needed"),
  CHILD_FIELDS(
      Place.CHILD,
      "fields",
      "fields: {name: {…}, …}",
      "the columns, found in an element, with the words of a field but for `of` and `fallback`. The"
          + " table has `transaction_id`, `store_id`, `transaction_date` and `item_no`, which counts"
          + " from 1, by itself. Needed"),
  CHILD_ABOUT(Place.CHILD, "about", "about: What was sold", "what its rows are, for people"),

  MODEL_ABOUT(
      Place.MODEL,
      "about",
      "-- about: …",
      "what the table holds, for people; a line set in by two blanks goes on with it"),
  MODEL_GRAIN(
      Place.MODEL,
      "grain",
      "-- grain: a, b",
      "the columns that are unique together; NULL is a value like any other. Needed"),
  MODEL_SLICE(
      Place.MODEL,
      "slice",
      "-- slice: store_id, transaction_date",
      "both or one of them: the part of the grain by which the table is kept"),
  MODEL_EVERY(
      Place.MODEL,
      "every",
      "-- every: 15 minutes",
      "computed at most so often: seconds, minutes, hours or days; without a slice 15 minutes is the"
          + " default"),
  MODEL_LOOKS_BACK(
      Place.MODEL,
      "looks back",
      "-- looks back: 89 days",
      "a row of a day reads its inputs from so many days before on, 400 at most"),

  MODEL_CHECK(
      Place.MODEL,
      "check NAME",
      "-- check NAME: SELECT …",
      "a quality check: it counts what is wrong"),
  MODEL_BLOCKING_CHECK(
      Place.MODEL,
      "check blocking NAME",
      "-- check blocking NAME: SELECT …",
      "the same; while it finds something, the table keeps its last state"),

  REFERENCE_ABOUT(Place.REFERENCE, "about", "about: What is sold", "what the table holds"),
  REFERENCE_KEY(
      Place.REFERENCE,
      "key",
      "key: sku",
      "the column, or a list of columns, that are unique together; without it whole rows are"),
  REFERENCE_COLUMNS(
      Place.REFERENCE,
      "columns",
      "columns: {price: \"decimal(10,2)\", …}",
      "a type, or type and about, for columns that are no text: `text`, `integer`, `decimal(p,s)`,"
          + " `boolean`, `date` or `time`"),
  REFERENCE_COLUMN_TYPE(Place.REFERENCE_COLUMN, "type", "type: date", "the column's type"),
  REFERENCE_COLUMN_ABOUT(
      Place.REFERENCE_COLUMN, "about", "about: First day on sale", "what the column means"),

  TESTS_TESTS(Place.TESTS, "tests", "tests: [{…}, …]", "several tests; one alone stands by itself"),
  TEST_NAME(Place.TEST, "name", "name: an item without brand", "what it shows, for people"),
  TEST_GIVEN(
      Place.TEST,
      "given",
      "given: {table: [{column: value, …}, …], …}",
      "the rows of each input; one that isn't given is empty, a column that isn't named NULL. Needed"),
  TEST_EXPECT(
      Place.TEST,
      "expect",
      "expect: [{column: value, …}, …]",
      "all rows of the model, in any order; a column that none names is not compared. Needed");

  /** What says it. */
  enum Place {
    SOURCE("a source"),
    FIELD("a field"),
    CHILD("the table of a list"),
    MODEL("line above the SELECT"),
    REFERENCE("reference data"),
    REFERENCE_COLUMN("a column of reference data"),
    TESTS("a file of tests"),
    TEST("a test");

    private final String title;

    Place(String title) {
      this.title = title;
    }

    /** Returns what the page calls it. */
    String title() {
      return title;
    }

    /** Returns its words, in the order of the page. */
    List<DeclaredWord> words() {
      return Arrays.stream(DeclaredWord.values()).filter(word -> word.place == this).toList();
    }

    /** Returns its words as a file writes them. */
    Set<String> names() {
      return words().stream().map(word -> word.name).collect(Collectors.toUnmodifiableSet());
    }
  }

  private final Place place;
  private final String name;
  private final String example;
  private final String meaning;

  DeclaredWord(Place place, String name, String example, String meaning) {
    this.place = place;
    this.name = name;
    this.example = example;
    this.meaning = meaning;
  }

  /** Returns a line with the word. */
  String example() {
    return example;
  }

  /** Returns what it says, in Markdown. */
  String meaning() {
    return meaning;
  }
}
