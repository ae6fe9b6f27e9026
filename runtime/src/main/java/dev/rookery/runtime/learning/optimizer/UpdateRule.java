package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.nn.TorchScript;
import java.util.List;

/**
 * What makes one optimizer differ from another.
 *
 * @param program one step over all weights. Its arguments are the lists of gradients and weights,
 *     one list a slot in the order of {@code slots}, the number of steps so far (0-dim float32,
 *     which the program counts up), and a float64 vector: the learning rate, then the {@code
 *     constants}. It changes weights and slots in place and returns any tensor.
 * @param slots names of the state arrays that each weight has, zero at first, of the weight's shape
 * @param constants settings of the rule, such as betas
 */
record UpdateRule(TorchScript program, List<String> slots, List<Double> constants) {

  UpdateRule {
    slots = List.copyOf(slots);
    constants = List.copyOf(constants);
  }
}
