package scout.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import scout.workflows.journey.JourneyStart;

class WorkflowIdsTest {
  @Test
  void fileIdNamesItsObject() {
    String key = "scout/v1/bronze/till/a b's\n\"ö\".json";
    String id = WorkflowIds.file("sample", key);

    assertThat(id).isEqualTo("file:sample/" + key);
    assertThat(WorkflowIds.object(id)).contains(JourneyStart.of("sample", key));
  }

  @Test
  void longIdIsCutAndNamesNone() {
    String id = WorkflowIds.file("sample", "k".repeat(1024));

    assertThat(id).hasSize(ShortName.MAX_LENGTH);
    assertThat(WorkflowIds.object(id)).isEmpty();
    assertThat(id).isNotEqualTo(WorkflowIds.file("sample", "k".repeat(1023)));
  }

  @Test
  void cutKeepsPairsOfSurrogatesWhole() {
    for (int i = 0; i < 4; i++) {
      String cut = ShortName.of("k".repeat(i) + "😀".repeat(200));
      assertThat(cut.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
      assertThat(ShortName.wasCut(cut)).isTrue();
    }
  }

  @Test
  void otherIdsNameNone() {
    for (String id : new String[] {"", "file:", "file:sample", "file:/a", "layer-refresh"}) {
      assertThat(WorkflowIds.object(id)).isEmpty();
    }
  }
}
