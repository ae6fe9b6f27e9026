package dev.rookery.runtime.cli;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringEndedException;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.experiment.SampleRun;
import dev.rookery.runtime.learning.policy.PolicyScore;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.ScoreTable;
import dev.rookery.runtime.scoring.SequenceCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Writes sequences and scores them. */
final class SequenceWork {

  /** The scoring function that tells valid sequences, where a plugin brings one. */
  private static final String VALID = "valid";

  private static final int AT_ONCE = 200;

  int sample(ExperimentWork.Sampling sampling, Downloads downloads, PrintWriter out) {
    LoadedExperiment loaded = sampling.loaded();
    SampleRun.Result result;
    try (ProgressLines progress = ProgressLines.ofProcess();
        OpenAgent open =
            OpenAgent.of(loaded.experiment(), loaded.catalog(), downloads, sampling.modelFolder());
        SequenceCheck check = check(sampling)) {
      result =
          new SampleRun(open.agent(), CatalogComponents.of(loaded.catalog()))
              .run(
                  sampling.request(),
                  check,
                  sampling
                      .reference()
                      .map(file -> new HashSet<>(sequences(Optional.of(file), false))),
                  (done, of) -> progress.onCount("sample", "sequences", done, of));
    }
    result.warning().ifPresent(System.err::println);
    if (sampling.json()) {
      Map<String, Object> all = new LinkedHashMap<>(result.figures());
      if (sampling.out().isEmpty()) {
        all.put("sequences_written", result.sequences());
      }
      sampling.out().ifPresent(file -> write(file, result.sequences()));
      Json.print(out, all);
    } else if (sampling.out().isPresent()) {
      write(sampling.out().get(), result.sequences());
      out.println(sampling.out().get() + ": " + figures(result));
    } else {
      result.sequences().forEach(out::println);
      System.err.println(figures(result));
    }
    out.flush();
    return 0;
  }

  private static SequenceCheck check(ExperimentWork.Sampling sampling) {
    ComponentCatalog catalog = sampling.loaded().catalog();
    String name = sampling.check().orElse(VALID);
    Optional<ScoringFunctionFactory> known = catalog.lookUp(ComponentKind.SCORE, name);
    return known.isEmpty() && sampling.check().isEmpty()
        ? SequenceCheck.none()
        : SequenceCheck.open(
            CatalogComponents.of(catalog),
            new ComponentRef(name, "--check", ComponentRef.of(name).options()),
            0);
  }

  private static String figures(SampleRun.Result result) {
    StringBuilder text = new StringBuilder();
    result
        .figures()
        .forEach(
            (name, value) ->
                text.append(text.isEmpty() ? "" : ", ")
                    .append(name.replace('_', ' '))
                    .append(' ')
                    .append(
                        value instanceof Double figure
                            ? String.format(Locale.ROOT, "%.4g", figure)
                            : value.toString()));
    return text.toString();
  }

  int score(ExperimentWork.Scored scored, PrintWriter out) {
    List<String> sequences = sequences(scored.in(), scored.wholeLines());
    try (GuardedScoring function =
        PolicyScore.open(
            scored.loaded().experiment().learner().orElseThrow().settings(),
            CatalogComponents.of(scored.loaded().catalog()),
            scored.loaded().experiment().seed())) {
      List<Score> scores = new ArrayList<>();
      Optional<ScoringEndedException> ended = scoreAll(sequences, function, scores);
      List<String> done = sequences.subList(0, scores.size());
      List<String> lines = ScoreTable.lines(done, scores, function.parts());
      long failed = scores.stream().filter(score -> score.problem().isPresent()).count();
      double mean = scores.stream().mapToDouble(Score::value).average().orElse(0);
      scored.out().ifPresent(file -> write(file, lines));
      if (scored.json()) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sequences", scores.size());
        all.put("mean_score", mean);
        all.put("not_scored", failed);
        all.put("not_reached", sequences.size() - scores.size());
        if (scored.out().isEmpty()) {
          all.put("scores", ScoreTable.maps(done, scores, function.parts()));
        }
        Json.print(out, all);
      } else if (scored.out().isPresent()) {
        out.printf(
            Locale.ROOT,
            "%s: %d sequences, mean score %.4g, %d not scored%n",
            scored.out().get(),
            scores.size(),
            mean,
            failed);
      } else {
        lines.forEach(out::println);
      }
      out.flush();
      if (ended.isPresent()) {
        throw new UserException(
            "only the first %d of %d sequences are scored: %s"
                .formatted(scores.size(), sequences.size(), ended.get().getMessage()),
            ended.get());
      }
    }
    return 0;
  }

  /** Scores all, or as many as can be scored; gives why it ended too early. */
  private static Optional<ScoringEndedException> scoreAll(
      List<String> sequences, GuardedScoring function, List<Score> scores) {
    try {
      for (int from = 0; from < sequences.size(); from += AT_ONCE) {
        scores.addAll(
            function.scoreAll(sequences.subList(from, Math.min(from + AT_ONCE, sequences.size()))));
      }
      return Optional.empty();
    } catch (ScoringEndedException e) {
      sequences.subList(scores.size(), sequences.size()).stream()
          .map(function::known)
          .takeWhile(Optional::isPresent)
          .forEach(score -> scores.add(score.get()));
      return Optional.of(e);
    }
  }

  private static List<String> sequences(Optional<Path> file, boolean wholeLines) {
    String name = file.map(Path::toString).orElse("standard input");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder()))) {
      List<String> sequences =
          lines
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .map(line -> wholeLines ? line : line.split("\\s+", 2)[0])
              .toList();
      if (sequences.isEmpty()) {
        throw new UserException(name + " is empty; it should have one sequence a line");
      }
      return sequences;
    } catch (UncheckedIOException e) { // of lines()
      throw new UserException(name + " is no text in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new UserException("there is no file " + name, e);
    } catch (IOException e) {
      throw new UserException(name + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private static InputStream open(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return System.in;
    }
    InputStream in = Files.newInputStream(file.get());
    return file.get().toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private static void write(Path file, List<String> lines) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }
}
