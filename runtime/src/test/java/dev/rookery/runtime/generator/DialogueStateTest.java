package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.Message;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionaryBuilder;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DialogueStateTest {

  private static final HistorySettings DEFAULTS =
      HistorySettings.of(HistorySettings.SPEC.defaults());
  private static final VocabularyDictionary DICTIONARY = dictionary();

  private final DialogueState state =
      new DialogueState(Vectorizer.forGenerator(DICTIONARY, DEFAULTS));
  private final Random random = new Random(1);

  private static VocabularyDictionary dictionary() {
    DictionaryBuilder builder =
        new Dictionaries(BuiltInTokenizers::find)
            .builder(DictionarySettings.of(DictionarySettings.SPEC.defaults()));
    builder.addText("a b c d e f \n");
    return builder.build();
  }

  @Test
  void theLabelThatWasChosenEntersTheHistory() {
    Set<String> chosen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      state.reset();
      Vectorized observed =
          state.observe(Message.ofText("a").with(Message.LABELS, List.of("b", "c", "d")), random);
      String label = observed.findLabel().orElseThrow().text();
      chosen.add(label);
      state.observeSelf(Message.ofText("f"));
      assertThat(state.history().turns()).containsExactly("a", label);
    }
    assertThat(chosen).containsExactlyInAnyOrder("b", "c", "d");
  }

  @Test
  void withoutALabelTheOwnReplyEntersTheHistory() {
    state.observe(Message.ofText("a"), random);
    state.observeSelf(Message.ofText("f"));
    Vectorized next = state.observe(Message.ofText("b"), random);
    assertThat(next.findLabel()).isEmpty();
    assertThat(next.trains()).isFalse();
    assertThat(next.context().text()).isEqualTo("a\nf\nb");
    assertThat(next.context().ids().toArray()).isEqualTo(DICTIONARY.encode("a\nf\nb"));
  }

  @Test
  void aSilentAgentAddsNothing() {
    state.observe(Message.ofText("a"), random);
    state.observeSelf(Message.empty());
    assertThat(state.history().turns()).containsExactly("a");
  }

  @Test
  void theEndOfAnEpisodeClearsTheHistory() {
    Message end = Message.ofText("a").with(Message.EPISODE_DONE, true);
    state.observe(end, random);
    state.observeSelf(Message.ofText("f"));
    assertThat(state.history().turns()).isEmpty();
    assertThat(state.last()).isEmpty();
    state.observe(end, random);
    // The agent was not told what it said; the next message starts a new episode all the same.
    assertThat(state.observe(Message.ofText("b"), random).context().text()).isEqualTo("b");
  }

  @Test
  void aMessageWithoutTextHasNoContext() {
    state.observe(Message.ofText("a"), random);
    Vectorized observed =
        state.observe(Message.empty().with(Message.EVAL_LABELS, List.of("b")), random);
    assertThat(observed.context()).isEqualTo(VectorizedText.EMPTY);
    assertThat(observed.findLabel().orElseThrow().ids().toArray())
        .containsExactly(DICTIONARY.id("b"), DICTIONARY.endId());
    assertThat(state.history().turns()).containsExactly("a");
  }

  @Test
  void temporaryHistoryLastsOneTurn() {
    Vectorized first = state.observe(Message.ofText("a").with(History.TEMPORARY, " d"), random);
    assertThat(first.context().text()).isEqualTo("a d");
    assertThat(first.context().ids().toArray()).isEqualTo(DICTIONARY.encode("a d"));
    assertThat(state.observe(Message.ofText("b"), random).context().text()).isEqualTo("a\nb");
  }

  @Test
  void idsAreValues() {
    int[] array = {1, 2};
    TokenIds ids = TokenIds.of(array);
    array[0] = 9;
    ids.toArray()[1] = 9;
    assertThat(ids).isEqualTo(TokenIds.of(1, 2)).hasSameHashCodeAs(TokenIds.of(1, 2));
    assertThat(ids).isNotEqualTo(TokenIds.of(1, 3));
  }
}
