package dev.rookery.runtime.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses, of the texts of a stage, the one that a policy finds likeliest. */
final class LikeliestText {

  /**
   * A text.
   *
   * @param place among those of its stage, or -1 if none can be written
   */
  record Choice(int place, String text) {
    static final Choice NONE = new Choice(-1, "");
  }

  /** A text, and whether it is a beginning only, whose end isn't measured. */
  private record Key(String text, boolean goesOn) {}

  private final PolicyAgent agent;

  LikeliestText(PolicyAgent agent) {
    this.agent = agent;
  }

  /** One choice for each stage. Texts that are alike are measured once. */
  List<Choice> choose(List<PromptStage> stages) {
    Map<Key, Optional<int[]>> ids = new HashMap<>();
    Set<Key> compared = new LinkedHashSet<>();
    List<List<Key>> options = new ArrayList<>();
    for (PromptStage stage : stages) {
      List<Key> texts = stage.texts().stream().map(text -> new Key(text, stage.goesOn())).toList();
      texts.forEach(key -> ids.computeIfAbsent(key, this::ids));
      List<Key> possible = texts.stream().filter(key -> ids.get(key).isPresent()).toList();
      if (possible.size() > 1) {
        compared.addAll(possible);
      }
      options.add(possible);
    }
    Map<Key, Float> likelihoods = measure(List.copyOf(compared), ids);
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      choices.add(best(stages.get(i), options.get(i), likelihoods));
    }
    return choices;
  }

  private Map<Key, Float> measure(List<Key> keys, Map<Key, Optional<int[]>> ids) {
    float[] measured =
        agent.logLikelihoods(keys.stream().map(key -> ids.get(key).orElseThrow()).toList());
    Map<Key, Float> likelihoods = new HashMap<>();
    for (int i = 0; i < measured.length; i++) {
      likelihoods.put(keys.get(i), measured[i]);
    }
    return likelihoods;
  }

  private static Choice best(PromptStage stage, List<Key> options, Map<Key, Float> likelihoods) {
    Choice best = Choice.NONE;
    float highest = Float.NEGATIVE_INFINITY;
    for (Key key : options) {
      float likelihood = likelihoods.getOrDefault(key, 0f);
      if (best == Choice.NONE || likelihood > highest) {
        best = new Choice(stage.texts().indexOf(key.text()), key.text());
        highest = likelihood;
      }
    }
    return best;
  }

  /** Nothing if it can't be written. */
  private Optional<int[]> ids(Key key) {
    if (!key.goesOn()) {
      return agent.codec().find(key.text());
    }
    try {
      int[] prompt = Prompts.of(key.text(), agent.codec()).tokens();
      return Optional.of(fixed(prompt));
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  /** The tokens up to the first that the policy may choose. */
  private static int[] fixed(int[] prompt) {
    return Arrays.stream(prompt).takeWhile(id -> id != SequenceSampler.FREE).toArray();
  }
}
