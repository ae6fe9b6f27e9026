package dev.rookery.runtime.evaluation;

import dev.rookery.api.dialogue.Teacher;
import dev.rookery.runtime.tensors.TensorThreads;
import dev.rookery.runtime.world.BatchWorld;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The world of an evaluation, and the threads that answer its batches if several are at once. */
record EvaluationWorld(BatchWorld world, Optional<TensorThreads> threads) implements AutoCloseable {

  static EvaluationWorld open(
      Evaluation evaluation,
      List<Teacher> teachers,
      OptionalLong expected,
      BatchWorld.Listener listener) {
    int atOnce = evaluation.agent().isConcurrent() ? atOnce(evaluation, expected) : 1;
    Optional<TensorThreads> threads =
        atOnce == 1 ? Optional.empty() : Optional.of(new TensorThreads(atOnce));
    try {
      BatchWorld world =
          new BatchWorld(
              teachers,
              evaluation.agent(),
              evaluation.batchSize(),
              evaluation.maxExamples().orElse(Long.MAX_VALUE),
              threads,
              listener);
      return new EvaluationWorld(world, threads);
    } catch (RuntimeException | Error e) {
      threads.ifPresent(TensorThreads::close);
      throw e;
    }
  }

  private static int atOnce(Evaluation evaluation, OptionalLong expected) {
    long size = evaluation.batchSize();
    long batches = expected.isPresent() ? (expected.getAsLong() + size - 1) / size : Long.MAX_VALUE;
    return TensorThreads.countFor(evaluation.batchesAtOnce(), batches);
  }

  @Override
  public void close() {
    try {
      world.close();
    } finally {
      threads.ifPresent(TensorThreads::close);
    }
  }
}
