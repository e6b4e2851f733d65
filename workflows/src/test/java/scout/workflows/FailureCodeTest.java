package scout.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class FailureCodeTest {
  @Test
  void sayInOneSentenceWhatTheyMean() {
    assertThat(FailureCode.values())
        .allSatisfy(code -> assertThat(code.sentence()).matches("[A-Z][^\n|]*[^.]\\."));
  }

  @Test
  void aFailureIsTriedAgainWhereItsCategorySaysSo() {
    for (FailureCode code : FailureCode.values()) {
      ApplicationFailure failure = code.failure("why", "few");
      assertThat(failure.getType()).isEqualTo(code.name());
      assertThat(failure.getOriginalMessage()).isEqualTo("why");
      assertThat(failure.getDetails().get(String.class)).isEqualTo("few");
      assertThat(failure.isNonRetryable())
          .as(code.name())
          .isEqualTo(code.category() != FailureCategory.RETRIED);
    }
  }
}
