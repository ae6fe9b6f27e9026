package dev.rookery.plugins.tasks.convai2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases worked out by hand from ParlAI's rules. */
final class ReplyStyleTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello , i am here . and you ?|Hello, I am here. And you?",
        "i'm fine , i've a dog .|I'm fine, I've a dog.",
        "NO WAY !|No way!",
        "well . . . i know|Well... I know",
        "''|''"
      })
  void normalized(String text, String expected) {
    assertThat(ReplyStyle.normalized(text)).isEqualTo(expected);
  }
}
