package scout.schema.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;

/** The catalogue names every table and view of the layers, and what it says of them runs. */
class TableCatalogTest {
  @Test
  void namesEveryTableOfTheLayers() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start()) {
      List<String> there =
          database
              .owner()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT relname FROM pg_class"
                                  + " WHERE relnamespace = 'scout'::regnamespace"
                                  + " AND relkind IN ('r', 'v') AND NOT relispartition"
                                  + " AND (relname ~ '^(silver|gold|platinum)_'"
                                  + "      AND relname !~ '_outbox$' OR relname IN"
                                  + " ('files', 'bronze_edge_raw', 'rejected_records',"
                                  + "  'file_store_days'))")
                          .mapTo(String.class)
                          .list());
      assertThat(TableCatalog.all()).extracting(CatalogTable::name).hasSameElementsAs(there);
    }
  }

  @Test
  void whatItSaysOfThemRuns() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start();
        Handle handle = database.owner().open()) {
      for (CatalogTable table : TableCatalog.all()) {
        assertThat(handle.createQuery(table.sample()).mapToMap().list()).as(table.name()).isEmpty();
        assertThat(handle.createQuery(table.freshness()).mapTo(String.class).list())
            .as(table.name())
            .allMatch(time -> time == null);
        assertThat(table.from())
            .allMatch(from -> TableCatalog.find(TableCatalog.all(), from).isPresent())
            .doesNotContain(table.name());
      }
    }
  }

  @Test
  void declaredTablesAppearByThemselves() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start();
        Handle handle = database.owner().open()) {
      handle.execute(
          "SELECT scout.declare_reference('ref_a', 'Letters',"
              + " '[{\"name\": \"a\", \"type\": \"text\"}]', '{a}')");
      CatalogTable letters = TableCatalog.find(TableCatalog.all(handle), "ref_a").orElseThrow();

      assertThat(handle.createQuery(letters.sample()).mapToMap().list()).isEmpty();
      assertThat(handle.createQuery(letters.freshness()).mapTo(String.class).one()).isNotNull();
    }
  }
}
