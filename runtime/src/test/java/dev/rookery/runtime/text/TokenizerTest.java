package dev.rookery.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.text.TokenizerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hand-written scanners cut as the expressions that they stand for. */
class TokenizerTest {

  private static final String WORD = "[\\p{L}\\p{N}_]";
  private static final String PYTHON_SPACE =
      "\\x09-\\x0D\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
  private static final Pattern RE =
      Pattern.compile(WORD + "+|[^\\p{L}\\p{N}_" + PYTHON_SPACE + "]|\\n");
  private static final String SPACE =
      "\\x09-\\x0D\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
  private static final Pattern GPT2 =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^SP\\p{L}\\p{N}]+|[SP]+(?![^SP])|[SP]+"
              .replace("SP", SPACE));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void reIsPythonsExpression(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String text = text(random);
      assertThat(new ReTokenizer().tokenize(text)).isEqualTo(found(RE, text));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void wordsForBytePairsAreThoseOfGpt2(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      String text = text(random);
      List<String> words = new ArrayList<>();
      Gpt2Scanner.scan(text, words::add);
      assertThat(words).isEqualTo(found(GPT2, text));
      assertThat(String.join("", words)).isEqualTo(text);
    }
  }

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** Random text that is rich in white space, quotes and characters beyond 16 bits. */
  static String text(Random random) {
    int[] alphabet = {
      ' ', ' ', '\n', '\t', '\'', 's', 'r', 'e', 'l', 'd', 'A', '_', '.', ',', '7', '½', 'é', 'İ',
      0x1C, 0x85, 0xA0, 0x200B, 0x2003, 0x301, 0x6771, 0x1F600, 0x10400, 0x1D7D8
    };
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(20); n > 0; n--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  @Test
  void codePointsOrderTokens() {
    String emoji = Character.toString(0x1F600);
    List<String> tokens = new ArrayList<>(List.of(emoji, "\uFF01", "b", "ab", "a"));
    tokens.sort(PythonCharacters.CODE_POINT_ORDER);
    // By UTF-16 units the emoji would come before the full-width mark.
    assertThat(tokens).containsExactly("a", "ab", "b", "\uFF01", emoji);
  }

  @Test
  void namesAreValidAndDescribed() {
    assertThat(BuiltInTokenizers.all())
        .allSatisfy(
            factory -> {
              assertThat(factory.name()).matches(ComponentFactory.NAME_PATTERN);
              assertThat(factory.description()).endsWith(".");
            })
        .extracting(TokenizerFactory::name)
        .doesNotHaveDuplicates();
  }

  @Test
  void anUnknownNameIsAnswered() {
    assertThatThrownBy(() -> BuiltInTokenizers.find(ComponentRef.of("splt")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no tokenizer \"splt\"")
        .hasMessageContaining("did you mean \"split\"?");
  }

  @Test
  void specialTokensAreFoundByPrecedenceOrByLength() {
    List<String> special = List.of("<a>", "<a><b>", "b");
    String text = "x<a><b>b";
    assertThat(new SpecialTokenSplitter(special, false).tokenize(text, List::of))
        .containsExactly("x", "<a>", "<", "b", ">", "b");
    assertThat(new SpecialTokenSplitter(special, true).tokenize(text, List::of))
        .containsExactly("x", "<a><b>", "b");
  }

  @Test
  void ngramsJoinTheLongestFirst() {
    List<String> known = List.of("how are you", "are you", "you ?");
    assertThat(
            Ngrams.join(List.of("so", "how", "are", "you", "?", "are", "you"), 3, known::contains))
        .containsExactly("so", "how are you", "?", "are you");
  }
}
