package scout.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the folder of a declaration. */
class DeclarationFilesTest {
  @Test
  void readsItsThreeKindsOfFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("gold_brand_daily.sql"), "SELECT 'é'");
    Files.writeString(folder.resolve("edge_transactions.yaml"), "source: edge_transactions\n");
    Files.writeString(folder.resolve("ref_product.csv"), "sku\n1\n");
    Files.writeString(folder.resolve("README.md"), "for people");
    Files.writeString(folder.resolve(".hidden.sql"), "left by an editor");
    Files.createDirectory(folder.resolve("old.sql"));

    assertThat(DeclarationFiles.read(folder).texts())
        .containsOnlyKeys("edge_transactions.yaml", "gold_brand_daily.sql", "ref_product.csv")
        .containsEntry("gold_brand_daily.sql", "SELECT 'é'");
  }

  @Test
  void aProblemSaysWhereItIsAndWhatToDo() {
    assertThat(
            new DeclarationProblem(
                "gold_a.sql", 3, "MODEL_GRAIN_UNKNOWN", "There is no column brand.", "Name one."))
        .hasToString("gold_a.sql:3: There is no column brand. Name one. (MODEL_GRAIN_UNKNOWN)");
  }
}
