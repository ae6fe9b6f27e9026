package dev.rookery.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.UserException;
import dev.rookery.api.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BytePairTest {

  @TempDir private Path folder;

  private BpeFiles files(String... merges) throws IOException {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    for (int b = 0; b < 256; b++) {
      vocabulary.put(String.valueOf(ByteAlphabet.character(b)), b);
    }
    for (String merge : merges) {
      vocabulary.putIfAbsent(merge.replace(" ", ""), vocabulary.size());
    }
    Path vocab = folder.resolve("vocab.json");
    Path list = folder.resolve("merges.txt");
    new ObjectMapper().writeValue(vocab.toFile(), vocabulary);
    Files.writeString(list, "#version: 0.2\n" + String.join("\n", merges) + "\n");
    return BpeFiles.read(vocab, list);
  }

  @ParameterizedTest
  @EnumSource(ByteLevelDialect.class)
  void decodingGivesTheTextBack(ByteLevelDialect dialect) throws IOException {
    Tokenizer tokenizer =
        new ByteLevelBpeTokenizer(files("e r", "er s", "Ġ s", "Ã ©", "' s"), dialect, false);
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      String text = TokenizerTest.text(random);
      assertThat(tokenizer.detokenize(tokenizer.tokenize(text))).isEqualTo(text);
    }
  }

  @Test
  void mergesGoByRankAndFromLeftToRight() throws IOException {
    Tokenizer tokenizer =
        new ByteLevelBpeTokenizer(
            files("b c", "a b", "a a", "aa a"), ByteLevelDialect.HUGGING_FACE, false);
    assertThat(tokenizer.tokenize("abc")).containsExactly("a", "bc");
    assertThat(tokenizer.tokenize("aaa")).containsExactly("aaa");
    assertThat(tokenizer.tokenize("aaaaa")).containsExactly("aa", "aaa");
  }

  @Test
  void aLongWordTakesNoQuadraticTime() throws IOException {
    Tokenizer tokenizer =
        new ByteLevelBpeTokenizer(files("a a", "aa aa"), ByteLevelDialect.HUGGING_FACE, false);
    // A quadratic search would need minutes for this.
    assertThat(tokenizer.tokenize("a".repeat(400_000))).hasSize(100_000);
  }

  @Test
  void threadsAgree() throws IOException {
    Tokenizer tokenizer =
        new ByteLevelBpeTokenizer(files("e r", "Ġ s", "s e"), ByteLevelDialect.HUGGING_FACE, true);
    List<String> texts = new ArrayList<>();
    Random random = new Random(6);
    IntStream.range(0, 3000).forEach(i -> texts.add(TokenizerTest.text(random)));
    List<List<String>> alone = texts.stream().map(tokenizer::tokenize).toList();
    Tokenizer fresh =
        new ByteLevelBpeTokenizer(files("e r", "Ġ s", "s e"), ByteLevelDialect.HUGGING_FACE, true);
    assertThat(texts.parallelStream().map(fresh::tokenize).toList()).isEqualTo(alone);
  }

  @Test
  void wrongFilesAreNamedWithTheirLine() throws IOException {
    files("a b");
    Path vocab = folder.resolve("vocab.json");
    Path merges = folder.resolve("merges.txt");
    Files.writeString(merges, "#version: 0.2\na b\nabc\n");
    assertThatThrownBy(() -> BpeFiles.read(vocab, merges))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("merges.txt: line 3");
    Files.writeString(merges, "#version: 0.2\na b\nx y\n");
    assertThatThrownBy(() -> new ByteLevelBpe(BpeFiles.read(vocab, merges)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("merges.txt: line 3")
        .hasMessageContaining("\"xy\"");
    Files.writeString(vocab, "{\"a\": 0,\n \"b\" 1}");
    assertThatThrownBy(() -> BpeFiles.read(vocab, merges))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("vocab.json: line 2");
    Files.writeString(vocab, "{\"a\": 0, \"b\": 2}");
    assertThatThrownBy(() -> BpeFiles.read(vocab, merges))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("token \"b\" has id 2");
    Path missing = folder.resolve("none.json");
    assertThatThrownBy(() -> BpeFiles.read(missing, merges))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none.json");
  }

  @Test
  void learnedMergesAreThoseOfCountingAnewEachTime() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      Map<String, Long> words = new HashMap<>();
      for (int i = 0; i < 40; i++) {
        StringBuilder word = new StringBuilder();
        for (int n = 1 + random.nextInt(6); n > 0; n--) {
          word.append("abc".charAt(random.nextInt(3)));
        }
        words.merge(word.toString(), 1L + random.nextInt(5), Long::sum);
      }
      assertThat(pairs(new SubwordBpeLearner(30, 2).learn(words))).isEqualTo(naive(words, 30, 2));
    }
  }

  private static List<String> pairs(List<BpeFiles.Merge> merges) {
    return merges.stream().map(merge -> merge.first() + " " + merge.second()).toList();
  }

  private static List<String> naive(Map<String, Long> words, int merges, int minimum) {
    Map<List<String>, Long> split = new HashMap<>();
    words.forEach(
        (word, count) -> {
          List<String> symbols = new ArrayList<>();
          word.chars().forEach(c -> symbols.add(Character.toString(c)));
          symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + "</w>");
          split.merge(symbols, count, Long::sum);
        });
    List<String> learned = new ArrayList<>();
    while (learned.size() < merges) {
      Map<String, Long> counts = new HashMap<>();
      split.forEach(
          (symbols, count) -> {
            for (int i = 0; i + 1 < symbols.size(); i++) {
              counts.merge(symbols.get(i) + " " + symbols.get(i + 1), count, Long::sum);
            }
          });
      // No symbol has a space, and a space sorts below all of them, as the end of a symbol does.
      String best =
          counts.keySet().stream()
              .filter(pair -> counts.get(pair) >= minimum)
              .max(Comparator.<String>comparingLong(counts::get).thenComparing(pair -> pair))
              .orElse(null);
      if (best == null) {
        break;
      }
      learned.add(best);
      String[] pair = best.split(" ", -1);
      Map<List<String>, Long> merged = new HashMap<>();
      split.forEach(
          (symbols, count) -> {
            List<String> copy = new ArrayList<>(symbols);
            SubwordBpe.mergeAll(copy, pair[0], pair[1]);
            merged.merge(copy, count, Long::sum);
          });
      split.clear();
      split.putAll(merged);
    }
    return learned;
  }
}
