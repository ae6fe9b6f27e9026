package dev.rookery.api.model;

import ai.djl.ndarray.NDList;
import dev.rookery.api.Incubating;
import java.util.List;

/** Writes replies with a model, token by token. */
@Incubating
public interface Search {

  /**
   * What to write.
   *
   * @param model that writes
   * @param encoderStates of {@code rows} contexts
   * @param rows number of contexts
   * @param startId token that begins a reply
   * @param endId token that ends a reply
   * @param maxLength most tokens of a reply, end token included, start token not
   */
  record Request(
      GeneratorModel model,
      NDList encoderStates,
      int rows,
      int startId,
      int endId,
      int maxLength) {}

  /** The finished hypotheses of each context, best first. */
  List<List<Hypothesis>> generate(Request request);
}
