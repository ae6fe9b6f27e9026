package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionaryBuilder;
import dev.rookery.runtime.text.DictionaryEntry;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.VocabularyDictionary;
import dev.rookery.testkit.TestingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words get the probability that a small model, whose tokens are counted by hand, gives them. */
final class WordProbabilitiesTest {

  private static final String START = "__start__";
  private static final String END = "__end__";
  private static final Offset<Double> FLOAT32 = Offset.offset(1e-5);

  private static final TorchScript CAST =
      new TorchScript(
          "cast",
          """
          def forward(self, logits: Tensor, type: Tensor) -> Tensor:
            return torch.to(logits, int(type))
          """);

  @TempDir private Path folder;

  /** The next token's probabilities follow from the last token alone. */
  private record Bigrams(
      VocabularyDictionary dictionary,
      Map<String, Map<String, Double>> next,
      Precision precision,
      int longestReply)
      implements GeneratorModel {

    Bigrams(VocabularyDictionary dictionary, Map<String, Map<String, Double>> next) {
      this(dictionary, next, Precision.FLOAT32, Integer.MAX_VALUE);
    }

    Bigrams in(Precision other) {
      return new Bigrams(dictionary, next, other, longestReply);
    }

    Bigrams reading(int tokens) {
      return new Bigrams(dictionary, next, precision, tokens);
    }

    @Override
    public Parameters parameters() {
      throw new UnsupportedOperationException("it has no weights");
    }

    @Override
    public NDList encode(EncoderInput input) {
      throw new UnsupportedOperationException("it reads no context");
    }

    @Override
    public DecoderOutput decode(DecoderInput input) {
      long[] last = input.tokens().toLongArray();
      int size = dictionary.size();
      float[] logits = new float[last.length * size];
      Arrays.fill(logits, Float.NEGATIVE_INFINITY);
      for (int place = 0; place < last.length; place++) {
        int row = place * size;
        next.getOrDefault(dictionary.token((int) last[place]), Map.of(END, 1.0))
            .forEach(
                (token, share) -> logits[row + dictionary.id(token)] = (float) Math.log(share));
      }
      Shape shape = input.tokens().getShape().add(size);
      return new DecoderOutput(input.tokens().getManager().create(logits, shape), new NDList());
    }

    @Override
    public NDArray output(NDArray hidden, boolean training) {
      NDArray type = hidden.getManager().create((long) precision.scalarType());
      return CAST.run(training, hidden, type).singletonOrThrow();
    }

    @Override
    public NDList reorderEncoderStates(NDList states, NDArray indices) {
      return states;
    }

    @Override
    public NDList reorderIncrementalState(NDList state, NDArray indices) {
      return state;
    }
  }

  private static VocabularyDictionary dictionary(Map<String, Object> settings, String text) {
    DictionaryBuilder builder =
        new Dictionaries(BuiltInTokenizers::find)
            .builder(DictionarySettings.of(TestingSettings.of(DictionarySettings.SPEC, settings)));
    builder.addText(text);
    return builder.build();
  }

  private static VocabularyDictionary words(String text) {
    return dictionary(Map.of("tokenizer", "split"), text);
  }

  private static List<double[]> ask(
      Bigrams model, VocabularyDictionary vocabulary, List<List<String>> replies) {
    return ask(model, vocabulary, replies, -1);
  }

  private static List<double[]> ask(
      Bigrams model,
      VocabularyDictionary vocabulary,
      List<List<String>> replies,
      int labelTruncate) {
    try (NDManager step = NDManager.newBaseManager()) {
      return new WordProbabilities(model, model.dictionary(), labelTruncate)
          .of(new NDList(), replies, vocabulary, step);
    }
  }

  private static double[] ask(Bigrams model, VocabularyDictionary vocabulary, String... reply) {
    return ask(model, vocabulary, List.of(List.of(reply))).get(0);
  }

  private static double[] logs(double... shares) {
    return Arrays.stream(shares).map(Math::log).toArray();
  }

  @Test
  void aWordsShareIsThatAmongTheSharedWordsAndSpecialTokens() {
    Bigrams model =
        new Bigrams(
            words("a b c"),
            Map.of(
                START,
                Map.of("a", 0.5, "b", 0.2, "c", 0.2, END, 0.1),
                "a",
                Map.of("a", 0.1, "b", 0.3, "c", 0.4, "__unk__", 0.2),
                "c",
                Map.of("b", 0.5, END, 0.5)));
    VocabularyDictionary shared = words("a b d");

    // "c" isn't shared: it takes no share of the others, but is read; "d" can't be written
    assertThat(ask(model, shared, "a", "b")).containsExactly(logs(0.5 / 0.8, 0.3 / 0.6), FLOAT32);
    assertThat(ask(model, shared, "a", "c", "b")[2]).isCloseTo(Math.log(0.5), FLOAT32);
    assertThat(ask(model, shared, "d")[0]).isCloseTo(Math.log(1e-7 / 0.8), FLOAT32);
  }

  @Test
  void aBatchGivesWhatItsRowsGiveAlone() {
    Bigrams model =
        new Bigrams(
            words("a b"),
            Map.of(
                START,
                Map.of("a", 0.75, "b", 0.25),
                "a",
                Map.of("a", 0.5, "b", 0.25, END, 0.25),
                "b",
                Map.of("a", 0.125, END, 0.875)));
    List<List<String>> replies = List.of(List.of("a", "a", "b"), List.of(), List.of("b"));
    List<double[]> together = ask(model, words("a b"), replies);

    assertThat(together.get(0)).containsExactly(logs(0.75, 0.5, 0.25), FLOAT32);
    assertThat(together.get(1)).isEmpty();
    assertThat(together.get(2)).containsExactly(logs(0.25), FLOAT32);
  }

  @Test
  void logitsMayBeOfLowPrecision() {
    Bigrams model = new Bigrams(words("a b"), Map.of(START, Map.of("a", 0.75, "b", 0.25)));

    assertThat(ask(model.in(Precision.BF16), words("a b"), "b"))
        .containsExactly(logs(0.25), Offset.offset(0.01));
  }

  @Test
  void onlyTheFirstWordsThatFitAreRead() {
    Map<String, Double> half = Map.of("a", 0.5, "b", 0.5);
    Bigrams model = new Bigrams(words("a b"), Map.of(START, half, "a", half, "b", half));
    List<List<String>> replies = List.of(List.of("a", "b", "a", "b"), List.of("b"));

    // the end takes the last of the tokens
    List<double[]> cut = ask(model, words("a b"), replies, 3);
    assertThat(cut.get(0)).containsExactly(logs(0.5, 0.5), FLOAT32);
    assertThat(cut.get(1)).containsExactly(logs(0.5), FLOAT32);
    assertThat(ask(model.reading(3), words("a b"), replies, -1).get(0)).hasSize(2);
    assertThat(ask(model.reading(3), words("a b"), replies, 4).get(0)).hasSize(2);
    assertThat(ask(model.reading(4), words("a b"), replies, 1).get(0)).isEmpty();
  }

  @Test
  void aWordOfLongPiecesIsCutAsAWhole() throws IOException {
    List<List<String>> replies = List.of(List.of("dog", "cats"));

    assertThat(ask(signContinues(), words("cats dog"), replies, 3).get(0)).hasSize(1);
    assertThat(ask(signContinues(), words("cats dog"), replies, 4).get(0)).hasSize(2);
  }

  @Test
  void aShareThatIsTooSmallForFloat32LeavesTheProbabilityFinite() throws IOException {
    Bigrams pieces = signContinues();
    // after "cat" its rest "##s" is all but certain, so that the word hardly ends there
    Bigrams model =
        new Bigrams(
            pieces.dictionary(),
            Map.of(START, Map.of("cat", 1.0), "cat", Map.of("##s", 1.0, "dog", 1e-60)));

    double[] found = ask(model, words("cat dog"), "cat", "dog");
    assertThat(found[0]).isFinite().isLessThan(-80);
    assertThat(found[1]).isFinite();
  }

  /** "cats dog cat" where the first word is cat (0.5), cats (0.25), dog (0.25). */
  @Test
  void modelsOfOneLanguageGiveTheSameWhateverTheirTokens() throws IOException {
    VocabularyDictionary shared = words("cat cats dog");
    Map<String, Double> later = Map.of("cat", 0.4, "cats", 0.2, "dog", 0.2, END, 0.2);
    Bigrams whole =
        new Bigrams(
            words("cat cats dog"),
            Map.of(
                START,
                Map.of("cat", 0.5, "cats", 0.25, "dog", 0.25),
                "cat",
                later,
                "cats",
                later,
                "dog",
                later));
    double[] expected = logs(0.25, 0.2, 0.4);
    assertThat(ask(whole, shared, "cats", "dog", "cat")).containsExactly(expected, FLOAT32);

    for (Bigrams pieces : List.of(spaceBegins(), signContinues(), signLeavesOpen())) {
      assertThat(ask(pieces, shared, "cats", "dog", "cat"))
          .as(pieces.dictionary().tokenize("cats dog cat").toString())
          .containsExactly(expected, FLOAT32);
    }
  }

  /** After "cat" an "s" follows in a third of the cases. */
  private Bigrams spaceBegins() throws IOException {
    Path vocab = folder.resolve("vocab.json");
    Path merges = folder.resolve("merges.txt");
    Files.writeString(
        vocab,
        "{\"c\":0,\"a\":1,\"t\":2,\"s\":3,\"d\":4,\"o\":5,\"g\":6,\"\u0120\":7,\"ca\":8,\"cat\":9,"
            + "\"\u0120cat\":10,\"do\":11,\"dog\":12,\"\u0120dog\":13}");
    Files.writeString(merges, "#version: 0.2\nc a\nca t\n\u0120 cat\nd o\ndo g\n\u0120 dog\n");
    VocabularyDictionary dictionary =
        dictionary(
            Map.of(
                "tokenizer",
                Map.of(
                    "name",
                    "bytelevelbpe",
                    "vocab",
                    vocab,
                    "merges",
                    merges,
                    "add-prefix-space",
                    false)),
            "");
    assertThat(dictionary.tokenize("cats dog")).containsExactly("cat", "s", "\u0120dog");
    Map<String, Double> later = Map.of("\u0120cat", 0.6, "\u0120dog", 0.2, END, 0.2);
    Map<String, Double> afterCat = withShare(later, "s", 1.0 / 3);
    return new Bigrams(
        dictionary,
        Map.of(
            START,
            Map.of("cat", 0.75, "dog", 0.25),
            "cat",
            afterCat,
            "\u0120cat",
            afterCat,
            "s",
            later,
            "dog",
            later,
            "\u0120dog",
            later));
  }

  private Bigrams signContinues() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    Files.writeString(
        file,
        """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [{"id": 0, "content": "[UNK]", "single_word": false, "lstrip": false,
           "rstrip": false, "normalized": false, "special": true}],
         "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null,
         "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": false},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
           "max_input_chars_per_word": 100,
           "vocab": {"[UNK]": 0, "cat": 1, "##s": 2, "dog": 3}}}
        """);
    VocabularyDictionary dictionary =
        dictionary(
            Map.of(
                "tokenizer", Map.of("name", "huggingface", "file", file), "unknown-token", "[UNK]"),
            "");
    assertThat(dictionary.tokenize("cats dog")).containsExactly("cat", "##s", "dog");
    Map<String, Double> later = Map.of("cat", 0.6, "dog", 0.2, END, 0.2);
    return new Bigrams(
        dictionary,
        Map.of(
            START,
            Map.of("cat", 0.75, "dog", 0.25),
            "cat",
            withShare(later, "##s", 1.0 / 3),
            "##s",
            later,
            "dog",
            later));
  }

  private Bigrams signLeavesOpen() throws IOException {
    Path codecs = folder.resolve("codecs");
    Files.writeString(codecs, "#version: 0.2\nc a\nca t</w>\nca t\nd o\ndo g</w>\n");
    VocabularyDictionary dictionary =
        dictionary(
            Map.of("tokenizer", Map.of("name", "subword-bpe", "codecs", codecs)), "cat cats dog");
    assertThat(dictionary.tokenize("cats dog")).containsExactly("cat@@", "s", "dog");
    Map<String, Double> later = Map.of("cat", 0.4, "cat@@", 0.2, "dog", 0.2, END, 0.2);
    return new Bigrams(
        dictionary,
        Map.of(
            START,
            Map.of("cat", 0.5, "cat@@", 0.25, "dog", 0.25),
            "cat",
            later,
            "cat@@",
            Map.of("s", 1.0),
            "s",
            later,
            "dog",
            later));
  }

  private static Map<String, Double> withShare(
      Map<String, Double> shares, String token, double share) {
    Map<String, Double> all = new HashMap<>();
    shares.forEach((other, value) -> all.put(other, value * (1 - share)));
    all.put(token, share);
    return all;
  }

  @Test
  void whatSeveralWordsOfTheModelSpellIsUnknown() {
    VocabularyDictionary dictionary = dictionary(Map.of("tokenizer", "re"), "don ' t");
    Bigrams model =
        new Bigrams(
            dictionary,
            Map.of(
                START,
                Map.of("don", 0.75, "t", 0.25),
                "don",
                Map.of("'", 1.0),
                "'",
                Map.of("t", 1.0)));

    double[] found = ask(model, words("don't t"), "don't", "t");
    assertThat(found[0]).isCloseTo(Math.log(1e-7 / 0.25), FLOAT32);
  }

  @Test
  void tokensThatSpanWordsAreRefused() {
    VocabularyDictionary dictionary =
        dictionary(Map.of("tokenizer", "split", "max-ngram-size", 2), "")
            .withTokens(List.of(new DictionaryEntry("how", 1), new DictionaryEntry("how are", 1)));
    Bigrams model = new Bigrams(dictionary, Map.of());

    assertThatThrownBy(() -> ask(model, words("how are"), "how", "are"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("joins \"are\" with the words before it");
  }
}
