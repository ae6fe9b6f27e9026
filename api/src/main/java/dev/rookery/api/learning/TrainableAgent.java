package dev.rookery.api.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.Incubating;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.api.model.Batch;
import dev.rookery.api.nn.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** An agent whose weights follow the gradient of a loss. */
@Incubating
public interface TrainableAgent extends Agent {

  /**
   * The loss of one batch.
   *
   * @param value a number, float32, that gradients are taken of
   * @param metrics of the batch, such as loss and ppl
   */
  record Loss(NDArray value, MetricReport metrics) {}

  /** The weights that are trained and saved. */
  Parameters parameters();

  /**
   * Turns the turns of an episode into examples. Touches no tensors, and is called from another
   * thread than the rest, which it doesn't disturb.
   *
   * @param random for what is drawn, such as one label of several
   */
  List<? extends TrainingExample> vectorize(Episode episode, SplittableRandom random);

  /** Puts examples, made by {@link #vectorize}, into a batch. Same thread rules. */
  Batch batchify(List<? extends TrainingExample> examples);

  /**
   * Computes the loss of a batch, inside a gradient collector.
   *
   * @param step what the result is attached to; closed by the caller
   */
  Loss loss(Batch batch, NDManager step);

  /**
   * Writes all that the agent needs to be loaded again, but for the weights, such as the
   * dictionary.
   *
   * @param folder exists
   */
  void saveFiles(Path folder) throws IOException;
}
