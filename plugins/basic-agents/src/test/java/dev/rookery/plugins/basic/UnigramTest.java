package dev.rookery.plugins.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.testkit.TestingAgentContext;
import dev.rookery.testkit.TestingTeacher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnigramTest {

  private final Unigram factory = new Unigram();

  private String reply(Map<String, ?> settings, Episode... episodes) {
    TestingAgentContext context =
        TestingAgentContext.of(factory, settings).withTrainingData(List.of(episodes));
    return Turns.beforeAnything(factory.create(context)).text().orElseThrow();
  }

  @Test
  void countsTextsAndLabelsOfEveryTurn() {
    assertThat(
            reply(
                Map.of("num-words", 3),
                TestingTeacher.episode("to be or not", "to be", "be", "or"),
                TestingTeacher.episode("be", "to")))
        .isEqualTo("be to or");
  }

  @Test
  void equalCountsAreInOrderOfCodePoints() {
    // U+FF41 comes before U+1D41A, though not by UTF-16 units.
    assertThat(reply(Map.of(), TestingTeacher.episode("b \uD835\uDC1A a \uFF41", "B _")))
        .isEqualTo("B _ a b \uFF41 \uD835\uDC1A");
  }

  @Test
  void leavesOutPunctuationAndSpecialTokens() {
    assertThat(
            reply(
                Map.of(), TestingTeacher.episode("__SILENCE__ . . . ! \n\n don't", "wait , é½ ²")))
        .isEqualTo("don t wait ² é½");
  }

  @Test
  void saysAtMostAsManyWordsAsAskedFor() {
    Episode episode = TestingTeacher.episode("a b c d e f g h i j k l m", "n");

    assertThat(reply(Map.of(), episode)).isEqualTo("a b c d e f g h i j");
    assertThat(reply(Map.of("num-words", 2), episode)).isEqualTo("a b");
    assertThat(reply(Map.of("num-words", 99), episode)).hasSize(27);
  }

  @Test
  void lowerCaseOnRequest() {
    Episode episode = TestingTeacher.episode("The the THE", "a a");

    assertThat(reply(Map.of("num-words", 1), episode)).isEqualTo("a");
    assertThat(reply(Map.of("num-words", 1, "dict-lower", true), episode)).isEqualTo("the");
  }

  @Test
  void readsADictionaryFile(@TempDir Path temp) throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("x.dict"), "__null__\t1000000003\n.\t9\nthe\t7\nzebra\t5\na\t5\n\\n\t3\n");

    assertThat(reply(Map.of("dict-file", file), TestingTeacher.episode("other", "words")))
        .isEqualTo("the zebra a");
    assertThat(factory.settings().find("df")).hasValue(Unigram.DICT_FILE);
  }

  @Test
  void readsTheDictionaryOfASavedAgent(@TempDir Path temp) throws Exception {
    Files.writeString(temp.resolve("dictionary"), "saved\t2\n");
    TestingAgentContext context = TestingAgentContext.of(factory, Map.of()).withModelFolder(temp);

    assertThat(Turns.beforeAnything(factory.create(context)).text()).hasValue("saved");
  }

  @Test
  void aWrongDictionaryNamesTheLine(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("x.dict"), "the\t7\na\tmany\n");

    assertThatThrownBy(() -> reply(Map.of("dict-file", file)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ", line 2: \"many\" is no count");
  }

  @Test
  void needsSomethingToCount() {
    assertThatThrownBy(() -> factory.create(TestingAgentContext.of(factory, Map.of())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("dict-file");
  }

  @Test
  void closesTheTeacher() {
    AtomicInteger closed = new AtomicInteger();
    TestingTeacher teacher =
        new TestingTeacher(DataType.TRAIN, List.of(TestingTeacher.episode("a", "b")));
    TestingAgentContext context = TestingAgentContext.of(factory, Map.of());
    factory.create(
        context.withTrainingData(
            () ->
                new dev.rookery.api.dialogue.Teacher() {
                  @Override
                  public String id() {
                    return teacher.id();
                  }

                  @Override
                  public DataType dataType() {
                    return teacher.dataType();
                  }

                  @Override
                  public java.util.OptionalLong numEpisodes() {
                    return java.util.OptionalLong.empty();
                  }

                  @Override
                  public java.util.OptionalLong numExamples() {
                    return java.util.OptionalLong.empty();
                  }

                  @Override
                  public dev.rookery.api.dialogue.EpisodeCursor open() {
                    return teacher.open();
                  }

                  @Override
                  public void close() {
                    closed.incrementAndGet();
                  }
                }));

    assertThat(closed).hasValue(1);
  }
}
