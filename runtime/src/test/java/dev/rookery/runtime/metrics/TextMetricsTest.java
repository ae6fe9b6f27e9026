package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that the originals gave; the parity tests have many more where the files are at hand. */
class TextMetricsTest {

  /** The figures here are rounded to six places. */
  private static final double ROUNDED = 5e-7;

  private final Rouge rouge = new Rouge();

  private static NormalizedText text(String text) {
    return NormalizedText.of(text);
  }

  @ParameterizedTest
  @CsvSource({
    "she went home with the children, she goes home with a child, 1, 1, 1",
    "'i cannot stop, gonna go', can not stop going to go, .333333, 0, .333333",
    "the agreements of governments, an agreement of the government, 1, 1, 1",
    "they were running happily, it ran happy, 0, 0, 0",
  })
  void rougeComparesStems(String guess, String answer, double one, double two, double longest) {
    Rouge.Scores scores = rouge.scores(text(guess), List.of(text(answer)));

    assertThat(scores.rouge1().recall()).isEqualTo(one, within(ROUNDED));
    assertThat(scores.rouge2().recall()).isEqualTo(two, within(ROUNDED));
    assertThat(scores.rougeL().recall()).isEqualTo(longest, within(ROUNDED));
  }

  @ParameterizedTest
  @CsvSource({
    "caresses, caress",
    "ponies, poni",
    "agreed, agre",
    "feed, feed",
    "hopping, hop",
    "filing, file",
    "happy, happi",
    "relational, relat",
    "rational, ration",
    "vietnamization, vietnam",
    "adoption, adopt",
    "controll, control",
    "roll, roll",
    "sky, sky",
    "electriciti, electr",
    "replacement, replac",
    "probate, probat",
    "cease, ceas"
  })
  void stemsFollowPortersPaper(String word, String stem) {
    assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
  }

  @Test
  void bleuTakesTheBestOfSeveralAnswersForEachNgram() {
    double[] scores =
        Bleu.scores(
            text("i have two dogs"),
            List.of(text("i have a dog"), text("i have two cats"), text("two dogs i have")));

    assertThat(scores[0]).isEqualTo(1);
    assertThat(scores[1]).isEqualTo(1);
    assertThat(scores[2]).isEqualTo(0.793701, within(ROUNDED));
    assertThat(scores[3]).isEqualTo(0.0008408964, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "'I''m fine, thanks!  How are   you?', i m fine thanks how are you",
    "the theatre of an ant, theatre of ant",
    "'ÀÉ “the” Ⅷ½', 'àé “ ” ⅷ½'",
    "under_score a, under score",
  })
  void normalizingKeepsWords(String given, String normalized) {
    assertThat(text(given).text()).isEqualTo(normalized);
  }

  @Test
  void overlapIsTheBestOverTheAnswersForEachFigure() {
    WordOverlap overlap =
        WordOverlap.of(text("same same"), List.of(text("same"), text("same same same")));

    assertThat(overlap).isEqualTo(new WordOverlap(1, 1, 0.8));
  }
}
