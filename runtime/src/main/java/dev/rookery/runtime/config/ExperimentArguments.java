package dev.rookery.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line says about an experiment.
 *
 * @param files configuration files, later ones over earlier ones
 * @param task {@code -t}: the task's name, if given
 * @param model {@code -m}: the name of an agent, or of a model for the generator agent, if given
 * @param rest everything else: {@code key=value}, {@code --setting VALUE}, {@code -alias VALUE}
 * @param preferred the section that a flag means when several know it, such as {@code learner}
 * @param saved whether the first file is that of a trained agent: naming another task, search or
 *     learner on the command line then drops the saved settings of the old one
 */
public record ExperimentArguments(
    List<Path> files,
    Optional<String> task,
    Optional<String> model,
    List<String> rest,
    String preferred,
    boolean saved) {

  public ExperimentArguments {
    files = List.copyOf(files);
    rest = List.copyOf(rest);
  }

  /** Files and {@code key=value}s or flags, as {@code rookery train} reads them. */
  public static ExperimentArguments of(List<Path> files, String... rest) {
    return new ExperimentArguments(
        files, Optional.empty(), Optional.empty(), List.of(rest), "learner", false);
  }

  public ExperimentArguments withTask(String name) {
    return new ExperimentArguments(files, Optional.of(name), model, rest, preferred, saved);
  }

  /** With one more setting, such as {@code learner.name=reinvent}. */
  public ExperimentArguments with(String setting) {
    List<String> more = new ArrayList<>(rest);
    more.add(setting);
    return new ExperimentArguments(files, task, model, more, preferred, saved);
  }

  public ExperimentArguments withModel(String name) {
    return new ExperimentArguments(files, task, Optional.of(name), rest, preferred, saved);
  }
}
