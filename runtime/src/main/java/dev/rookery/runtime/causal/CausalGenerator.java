package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.model.CausalModel;
import dev.rookery.runtime.causal.CausalBeam.Finished;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes with a causal model what Hugging Face's {@code generate} writes, for several prompts of
 * any lengths at once.
 */
public final class CausalGenerator {

  private final GenerationOptions options;

  /** A generator that writes by these options. */
  public CausalGenerator(GenerationOptions options) {
    this.options = options;
  }

  /**
   * What was written.
   *
   * @param ids the new tokens, with the end token if it was written
   * @param score of a beam search: the sum of the new tokens' log-probabilities, divided by (number
   *     of new tokens)^length penalty
   */
  public record Written(int[] ids, OptionalDouble score) {}

  /**
   * Goes on with prompts. Nothing is written beyond the longest text that the model can read.
   *
   * @param prompts token ids, at least one each
   * @param manager what is needed for a while is attached to children of it
   * @return for each prompt as many continuations as the options say, best first
   * @throws UserException if a prompt is empty or longer than the model can read
   */
  public List<List<Written>> generate(CausalModel model, List<int[]> prompts, NDManager manager) {
    if (prompts.isEmpty()) {
      return List.of();
    }
    int longest = 0;
    for (int[] prompt : prompts) {
      if (prompt.length == 0 || prompt.length > model.longest()) {
        throw new UserException(
            "a prompt has %d tokens; the model reads 1 to %d"
                .formatted(prompt.length, model.longest()));
      }
      longest = Math.max(longest, prompt.length);
    }
    int length = Math.min(options.maxNewTokens(), model.longest() - longest + 1);
    return options.beams() == 1
        ? new Writing(options)
            .write(model, prompts, length, manager).stream()
                .map(ids -> List.of(new Written(ids, OptionalDouble.empty())))
                .toList()
        : new BeamWriting(options)
            .write(model, prompts, length, manager).stream().map(this::best).toList();
  }

  private List<Written> best(CausalBeam beam) {
    List<Written> best = new ArrayList<>();
    for (Finished hypothesis :
        beam.finished().subList(0, Math.min(options.returnSequences(), beam.finished().size()))) {
      int[] text = hypothesis.text();
      best.add(
          new Written(
              Arrays.copyOfRange(text, beam.promptLength(), text.length),
              OptionalDouble.of(hypothesis.score())));
    }
    return best;
  }
}
