package dev.rookery.runtime.learning.schedule;

import dev.rookery.api.learning.LrSchedulerFactory;
import java.util.List;
import java.util.Map;

/** The learning-rate schedules that come with Rookery. */
public final class LrSchedulers {

  private static final List<LrSchedulerFactory> FACTORIES =
      List.of(
          ValidationScheduleFactory.reduceOnPlateau(),
          ValidationScheduleFactory.fixed(),
          new InverseSqrtFactory(),
          FallToZeroFactory.cosine(),
          FallToZeroFactory.linear(),
          new NoScheduleFactory());

  private static final Map<String, String> PARLAI_NAMES =
      Map.of("reduceonplateau", "reduce-on-plateau", "invsqrt", "inverse-sqrt");

  private LrSchedulers() {}

  /** One factory a schedule, in the order in which help lists them. */
  public static List<LrSchedulerFactory> factories() {
    return FACTORIES;
  }

  /** Our name of a schedule that ParlAI spells differently; other names come back as they are. */
  public static String fromParlaiName(String name) {
    return PARLAI_NAMES.getOrDefault(name, name);
  }
}
