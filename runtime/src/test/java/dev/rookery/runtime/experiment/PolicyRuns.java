package dev.rookery.runtime.experiment;

import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.policy.TinyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Small runs in which a policy learns from scores. */
abstract class PolicyRuns {

  @TempDir Path folder;

  Path vocabulary;

  @BeforeEach
  void writeVocabulary() throws IOException {
    vocabulary = Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O"));
  }

  final Experiment experiment(String... more) {
    List<String> settings =
        new ArrayList<>(
            TinyPolicy.settings(
                "agent.name=policy",
                "agent.vocabulary=" + vocabulary,
                "learner.score=qed",
                "learner.num-envs=12",
                "learner.max-sequences=60",
                "learner.learning-rate=0.01"));
    settings.addAll(List.of(more));
    return new ExperimentReader(SmallRun.CATALOG)
        .read(
            ExperimentArguments.of(List.of(), settings.toArray(String[]::new)),
            EnumSet.allOf(ExperimentReader.Need.class));
  }
}
