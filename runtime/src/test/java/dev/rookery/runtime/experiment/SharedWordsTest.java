package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval --ppl-words} with whole agents. */
final class SharedWordsTest {

  @TempDir private Path folder;

  private static Map<String, Double> evaluate(String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.addAll(List.of("eval.ppl-words=true", "eval.skip-generation=true"));
    return new EvaluationRun(SmallRun.experiment(all), SmallRun.CATALOG, SmallRun.NO_DOWNLOADS)
        .run(Optional.empty(), DataType.VALID, (seen, of) -> {})
        .report()
        .values();
  }

  @Test
  void modelsOfTwoTokenizersAreMeasuredOnTheSameWords() {
    Map<String, Double> words = evaluate("agent.dictionary.tokenizer=re");
    Map<String, Double> pieces =
        evaluate("agent.dictionary.tokenizer=subword-bpe", "agent.dictionary.max-tokens=20");

    assertThat(words.get("words")).isPositive().isEqualTo(pieces.get("words"));
    assertThat(words.get("unk_words")).isZero();
    // pieces make more tokens of the same labels, which is what ppl by the token counts
    assertThat(pieces.get("llen")).isGreaterThan(words.get("llen"));
    assertThat(words.get("word_ppl")).isBetween(2.0, 1000.0);
    // untrained, each of a word's pieces has the same share as any
    assertThat(pieces.get("word_ppl")).isGreaterThan(words.get("word_ppl")).isFinite();
  }

  @Test
  void labelsAreCutAsTheAgentCutsThem() {
    Map<String, Double> whole = evaluate();
    Map<String, Double> cut = evaluate("agent.label-truncate=1");

    // the end of a label is its only token that is left
    assertThat(cut).containsEntry("words", 0.0).containsEntry("unk_words", whole.get("words"));
  }

  @Test
  void wordsOfAFileAreTheOnesThatCount() throws IOException {
    Path file = folder.resolve("words.dict");
    Files.writeString(
        file, "__null__\t4\n__start__\t3\n__end__\t2\n__unk__\t1\nbathroom\t7\noffice\t6\n");
    Map<String, Double> all = evaluate();
    Map<String, Double> few = evaluate("eval.ppl-words-dictionary=" + file);

    assertThat(few.get("words")).isBetween(1.0, all.get("words") - 1);
    assertThat(few.get("words") + few.get("unk_words")).isEqualTo(all.get("words"));
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.dict");
    assertThatThrownBy(() -> evaluate("eval.ppl-words-dictionary=" + file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString());
  }
}
