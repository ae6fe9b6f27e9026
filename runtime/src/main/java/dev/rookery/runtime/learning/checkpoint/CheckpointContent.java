package dev.rookery.runtime.learning.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.nn.Parameters;
import java.util.Optional;

/**
 * What goes into a checkpoint.
 *
 * @param update number of weight updates so far; names the checkpoint
 * @param weights of the model
 * @param optimizer whose state is kept, if the training is to go on from here
 * @param state everything else that a resumed training needs, as the caller likes
 * @param extraFiles writes further files
 */
public record CheckpointContent(
    long update,
    Parameters weights,
    Optional<Optimizer> optimizer,
    ObjectNode state,
    ExtraFiles extraFiles) {

  public CheckpointContent {
    if (update < 0) {
      throw new IllegalArgumentException("update is " + update);
    }
  }
}
