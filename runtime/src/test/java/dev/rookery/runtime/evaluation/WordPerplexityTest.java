package dev.rookery.runtime.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.NextWordProbability;
import dev.rookery.api.text.Dictionary;
import dev.rookery.testkit.TestingDictionary;
import dev.rookery.testkit.TestingTeacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WordPerplexityTest {

  private static final Dictionary SHARED = TestingDictionary.of("yes", "no", "it", "is");

  /** Gives the first word of a reply 1/2, the second 1/4 and so on; "is" is impossible. */
  private static final class Halving implements NextWordProbability {
    private final List<List<String>> asked = new ArrayList<>();

    private static final class Silent implements Conversation {
      @Override
      public void observe(Message message) {}

      @Override
      public void reset() {}
    }

    @Override
    public String id() {
      return "halving";
    }

    @Override
    public Conversation converse() {
      return new Silent();
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      return conversations.stream()
          .map(
              one ->
                  Message.ofText("yes").with("metrics", Map.of("own", 3.0)).with(Message.ID, id()))
          .toList();
    }

    @Override
    public List<double[]> nextWordLogProbabilities(List<Reply> replies, Dictionary vocabulary) {
      List<double[]> found = new ArrayList<>();
      for (Reply reply : replies) {
        asked.add(reply.words());
        double[] words = new double[reply.words().size()];
        for (int i = 0; i < words.length; i++) {
          words[i] =
              reply.words().get(i).equals("is") ? Double.NEGATIVE_INFINITY : -(i + 1) * Math.log(2);
        }
        found.add(words);
      }
      return found;
    }
  }

  private static Message question(String label) {
    return Message.ofText("well ?").with(Message.EVAL_LABELS, List.of(label, "another"));
  }

  private static Map<String, Double> evaluate(Agent agent, Message... questions) {
    List<Episode> episodes = new ArrayList<>();
    for (Message question : questions) {
      episodes.add(new Episode(List.of(question.with(Message.EPISODE_DONE, true))));
    }
    return new Evaluation(WordPerplexity.of(agent, SHARED), 2, Optional.empty(), true)
        .run(List.of(new TestingTeacher(DataType.VALID, episodes)))
        .report()
        .values();
  }

  @Test
  void theMeanIsOverWordsAndUnsharedWordsAreReadButNotCounted() {
    Halving agent = new Halving();
    Map<String, Double> figures =
        evaluate(
            agent, question("yes no"), question("it perhaps yes"), Message.ofText("no label here"));

    // 1 + 2 halvings, and 1 + 3, as "perhaps" takes the place of the second word
    assertThat(figures.get("word_loss")).isCloseTo(7.0 / 4 * Math.log(2), within(1e-9));
    assertThat(figures.get("word_ppl")).isCloseTo(Math.pow(2, 7.0 / 4), within(1e-9));
    assertThat(figures).containsEntry("words", 4.0).containsEntry("unk_words", 1.0);
    assertThat(figures).containsEntry("own", 3.0).containsEntry("exs", 2.0);
    assertThat(agent.asked).containsExactly(List.of("yes", "no"), List.of("it", "perhaps", "yes"));
  }

  @Test
  void aWordThatIsRuledOutMakesItInfinite() {
    assertThat(evaluate(new Halving(), question("it is")).get("word_ppl")).isInfinite();
  }

  @Test
  void withoutASharedWordThereIsNoPerplexity() {
    assertThat(evaluate(new Halving(), question("perhaps")))
        .doesNotContainKey("word_ppl")
        .containsEntry("unk_words", 1.0);
  }

  @Test
  void anAgentWithoutProbabilitiesIsRefused() {
    Agent mute =
        new Agent() {
          @Override
          public String id() {
            return "mute";
          }

          @Override
          public Conversation converse() {
            throw new UnsupportedOperationException();
          }

          @Override
          public List<Message> act(List<? extends Conversation> conversations) {
            throw new UnsupportedOperationException();
          }
        };
    assertThatThrownBy(() -> WordPerplexity.of(mute, SHARED))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("agent \"mute\" can't tell how probable words are");
  }
}
