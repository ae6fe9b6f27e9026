package dev.rookery.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Sections;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.config.TaskChoice;
import dev.rookery.runtime.evaluation.EvaluationResult;
import dev.rookery.runtime.experiment.EvaluationRun;
import dev.rookery.runtime.experiment.GenerationRun;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.experiment.TaskTeachers;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.metrics.NiceReport;
import dev.rookery.runtime.run.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Hands the commands' work over to the runtime and shows what comes of it. */
final class RunWork implements ExperimentWork {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Override
  public int train(Training training, PrintWriter out) {
    Path path = training.runFolder().orElseGet(() -> newFolder(training));
    RunFolder.IfExists ifExists =
        training.resume()
            ? RunFolder.IfExists.RESUME
            : training.fresh() ? RunFolder.IfExists.FRESH : RunFolder.IfExists.REFUSE;
    Experiment experiment = training.loaded().experiment();
    TrainingWork work = new TrainingWork(training.loaded(), training.arguments());
    boolean done =
        experiment.seeds().isEmpty()
            ? work.train(new TrainingWork.Run(experiment, path, ifExists, Optional.empty()))
            : new SeedsWork(experiment, work).train(path, ifExists, out);
    if (!done) {
      return Errors.FAILED;
    }
    out.println(path);
    out.flush();
    return 0;
  }

  private static Path newFolder(Training training) {
    Experiment experiment = training.loaded().experiment();
    String task =
        experiment
            .task()
            .map(TaskChoice::name)
            .orElseGet(() -> experiment.learner().orElseThrow().name());
    return Path.of(
        "runs", task.replaceAll("[^A-Za-z0-9_.-]+", "-") + "-" + STAMP.format(LocalDateTime.now()));
  }

  @Override
  public int evaluate(Evaluating evaluating, PrintWriter out) {
    LoadedExperiment loaded = evaluating.loaded();
    Optional<Path> checkpoint =
        evaluating.modelFolder().map(folder -> Checkpoint.open(folder).folder());
    EvaluationResult result;
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      result =
          new EvaluationRun(loaded.experiment(), loaded.catalog(), downloads(progress, loaded))
              .run(
                  checkpoint,
                  evaluating.dataType(),
                  (seen, of) -> progress.onExamples("eval", seen, of));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("task", loaded.experiment().task().orElseThrow().name());
    json.put("split", evaluating.dataType().toString());
    checkpoint.ifPresent(folder -> json.put("checkpoint", folder.toString()));
    json.put("examples", result.examples());
    json.put("turns", result.turns());
    ArrayNode arguments = json.putArray("arguments");
    evaluating.arguments().forEach(arguments::add);
    ObjectNode metrics = json.putObject("metrics");
    result.report().values().forEach(metrics::put);
    evaluating.report().ifPresent(file -> write(file, Json.text(json)));
    if (evaluating.json()) {
      Json.print(out, json);
    } else {
      out.println(
          "%s of %s, %s: %d %s"
              .formatted(
                  evaluating.dataType(),
                  loaded.experiment().task().orElseThrow().name(),
                  checkpoint.map(Path::toString).orElseGet(() -> "agent " + called(loaded)),
                  result.examples(),
                  result.examples() == 1 ? "example" : "examples"));
      out.println(NiceReport.format(result.report()));
    }
    out.flush();
    return 0;
  }

  private static void write(Path file, String text) {
    try {
      makeFolderOf(file);
      Files.writeString(file, text + "\n");
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }

  private static void makeFolderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
  }

  @Override
  public int generate(Generating generating, PrintWriter out) {
    LoadedExperiment loaded = generating.loaded();
    String name = generating.in().map(Path::toString).orElse("standard input");
    generating
        .out()
        .filter(Files::isDirectory)
        .ifPresent(
            folder -> {
              throw new UserException(folder + " (--out) is a folder; name a file in it");
            });
    try (ProgressLines progress = ProgressLines.ofProcess();
        BufferedReader in = open(generating);
        OpenAgent open =
            OpenAgent.of(
                loaded.experiment(),
                loaded.catalog(),
                downloads(progress, loaded),
                generating.modelFolder())) {
      GenerationRun run =
          new GenerationRun(
              open.agent(),
              loaded.experiment().eval().get(Sections.EVAL_BATCH_SIZE),
              loaded.experiment().eval().get(Sections.EVAL_BATCHES_AT_ONCE));
      if (generating.out().isEmpty()) {
        run.run(name, in, out);
        out.flush();
        return 0;
      }
      Path target = generating.out().orElseThrow();
      progress.say(writeReplies(run, name, in, target) + " replies in " + target);
      return 0;
    } catch (IOException e) {
      throw new UserException(name + " can't be closed: " + IoReasons.of(e), e);
    }
  }

  /** Writes beside the target first, so that it is there as a whole or not at all. */
  private static int writeReplies(GenerationRun run, String name, BufferedReader in, Path target) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      makeFolderOf(target);
      try {
        int replies;
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(part))) {
          replies = run.run(name, in, file);
          if (file.checkError()) {
            throw new IOException("the disk may be full");
          }
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return replies;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UserException(target + " can't be written: " + IoReasons.of(e), e);
    }
  }

  private static BufferedReader open(Generating generating) {
    if (generating.in().isEmpty()) {
      return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }
    Path path = generating.in().orElseThrow();
    if (Files.isDirectory(path)) {
      throw new UserException(path + " (--in) is a folder; name a file of JSON lines");
    }
    try {
      return Files.newBufferedReader(path);
    } catch (NoSuchFileException e) {
      throw new UserException("there is no file " + path + " (--in)", e);
    } catch (IOException e) {
      throw new UserException(path + " (--in) can't be read: " + IoReasons.of(e), e);
    }
  }

  @Override
  public int sample(Sampling sampling, PrintWriter out) {
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      return new SequenceWork().sample(sampling, downloads(progress, sampling.loaded()), out);
    }
  }

  @Override
  public int score(Scored scored, PrintWriter out) {
    return new SequenceWork().score(scored, out);
  }

  @Override
  public int chat(Chatting chatting, PrintWriter out) {
    LoadedExperiment loaded = chatting.loaded();
    try (ProgressLines progress = ProgressLines.ofProcess();
        OpenAgent open =
            OpenAgent.of(
                loaded.experiment(),
                loaded.catalog(),
                downloads(progress, loaded),
                chatting.modelFolder())) {
      new ChatTerminal(open.agent(), called(loaded), chatting.context(), out).run();
      return 0;
    }
  }

  /** What the user calls the agent: the model of a generator, else the agent's name. */
  private static String called(LoadedExperiment loaded) {
    Selected<AgentFactory> agent = loaded.experiment().agent().orElseThrow();
    return agent.findPart(ComponentKind.MODEL).map(Selected::name).orElse(agent.name());
  }

  @Override
  public List<Teacher> teachers(LoadedExperiment loaded, DataType dataType) {
    ProgressLines progress = ProgressLines.ofProcess();
    return new TaskTeachers(loaded.experiment(), downloads(progress, loaded))
        .open(dataType).stream().map(WeightedTeacher::teacher).toList();
  }

  private static Downloads downloads(ProgressLines progress, LoadedExperiment loaded) {
    return DownloadLines.downloads(progress, loaded.downloading());
  }
}
