package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.OptimizerFactory;
import java.util.List;

/** The optimizers that come with Rookery. */
public final class Optimizers {

  private static final List<OptimizerFactory> FACTORIES =
      List.of(
          new SgdFactory(),
          AdamFactory.adam(),
          AdamFactory.adamW(),
          new AdamaxFactory(),
          new RmsPropFactory(),
          new AdagradFactory());

  private Optimizers() {}

  /** One factory an optimizer, in the order in which help lists them. */
  public static List<OptimizerFactory> factories() {
    return FACTORIES;
  }
}
