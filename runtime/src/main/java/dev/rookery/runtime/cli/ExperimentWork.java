package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.runtime.experiment.SampleRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the commands have done once the experiment has been read. */
interface ExperimentWork {

  /**
   * A training.
   *
   * @param loaded with task, agent and learner
   * @param runFolder where the run goes; a name is made up if it isn't given
   * @param resume go on with the run in the folder
   * @param fresh begin anew, moving the run in the folder aside
   * @param arguments the command line, for the run's provenance
   */
  record Training(
      LoadedExperiment loaded,
      Optional<Path> runFolder,
      boolean resume,
      boolean fresh,
      List<String> arguments) {}

  /**
   * An evaluation.
   *
   * @param loaded with task and agent
   * @param modelFolder the saved agent, if it is one
   * @param dataType which part of the data
   * @param report a file for the result, if given
   * @param json whether the result is printed as JSON
   * @param arguments the command line, for the report
   */
  record Evaluating(
      LoadedExperiment loaded,
      Optional<Path> modelFolder,
      DataType dataType,
      Optional<Path> report,
      boolean json,
      List<String> arguments) {}

  /**
   * Replies to the contexts of a file.
   *
   * @param loaded with an agent
   * @param modelFolder the saved agent, if it is one
   * @param in JSON lines with {@code text} and optionally {@code history}; standard input if empty
   * @param out JSON lines; standard output if empty
   */
  record Generating(
      LoadedExperiment loaded, Optional<Path> modelFolder, Optional<Path> in, Optional<Path> out) {}

  /**
   * A chat at the terminal.
   *
   * @param loaded with an agent
   * @param modelFolder the saved agent, if it is one
   * @param context lines that every dialogue begins with, such as a persona
   */
  record Chatting(LoadedExperiment loaded, Optional<Path> modelFolder, List<String> context) {}

  /**
   * Sequences that a policy writes.
   *
   * @param loaded with an agent
   * @param modelFolder the saved agent, if it is one
   * @param request what to write
   * @param check the scoring function that tells valid ones
   * @param reference a file of sequences that are not new
   * @param out a file for the sequences; standard output if empty
   * @param json whether all is printed as JSON
   */
  record Sampling(
      LoadedExperiment loaded,
      Optional<Path> modelFolder,
      SampleRun.Request request,
      Optional<String> check,
      Optional<Path> reference,
      Optional<Path> out,
      boolean json) {}

  /**
   * Sequences to score.
   *
   * @param loaded with a learner that has a score
   * @param in one sequence a line; standard input if empty
   * @param wholeLines whether a line's first word is not all that counts
   * @param out CSV; standard output if empty
   * @param json whether to print JSON
   */
  record Scored(
      LoadedExperiment loaded,
      Optional<Path> in,
      boolean wholeLines,
      Optional<Path> out,
      boolean json) {}

  /** Trains; the result is the exit code. */
  int train(Training training, PrintWriter out);

  /** Evaluates; the result is the exit code. */
  int evaluate(Evaluating evaluating, PrintWriter out);

  /** Generates; the result is the exit code. */
  int generate(Generating generating, PrintWriter out);

  /** Samples; the result is the exit code. */
  int sample(Sampling sampling, PrintWriter out);

  /** Scores; the result is the exit code. */
  int score(Scored scored, PrintWriter out);

  /** Chats; the result is the exit code. */
  int chat(Chatting chatting, PrintWriter out);

  /** Opens the experiment's task, one teacher for each of several; the caller closes them. */
  List<Teacher> teachers(LoadedExperiment loaded, DataType dataType);
}
