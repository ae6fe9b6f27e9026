package dev.rookery.runtime.cli;

import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.runtime.experiment.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.spi.SystemStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows on standard error how work goes on: a bar with rate, loss and time left on a terminal, and
 * a line now and then elsewhere. May be used by several threads: Ctrl-C comes in one of its own.
 */
final class ProgressLines implements RunListener, AutoCloseable {

  /** Of a bar that shows a share and counts nothing. */
  private static final int STEPS = 1000;

  /** A rate over less than these seconds is noise. */
  private static final double SHORTEST_RATE = 0.2;

  private static final Duration LINE_EVERY = Duration.ofSeconds(10);
  private static final List<String> SHOWN =
      List.of(
          "sequences",
          "score",
          "score_best",
          "valid",
          "unique",
          "loss",
          "ppl",
          "token_acc",
          "lr",
          "exps");

  private final PrintStream err;
  private final boolean terminal;
  private final Consumer<String> log;
  private @Nullable ProgressBar bar;
  private String task = "";
  private Instant lastLine = Instant.EPOCH;

  /** The newest line that came too soon to be shown; empty if something was said after it. */
  private String unshown = "";

  /**
   * Shows progress on a stream.
   *
   * @param terminal whether the stream can show a bar
   * @param log hears every line that is said, but not the progress
   */
  ProgressLines(PrintStream err, boolean terminal, Consumer<String> log) {
    this.err = err;
    this.terminal = terminal;
    this.log = log;
  }

  /** For this process: a bar if standard error is a terminal. */
  static ProgressLines ofProcess() {
    return ofProcess(line -> {});
  }

  /** For this process; the consumer hears every line that is said. */
  static ProgressLines ofProcess(Consumer<String> log) {
    return new ProgressLines(System.err, Terminals.ofProcess().shows(SystemStream.Error), log);
  }

  @Override
  public void onTraining(TrainingProgress progress) {
    String figures = figures(progress.values());
    show("train", progress.done(), "update " + progress.update() + " " + figures);
  }

  @Override
  public void onEvaluation(long seen, OptionalLong of) {
    onExamples("validate", seen, of);
  }

  /** Some more examples have been evaluated by a command of that name. */
  void onExamples(String what, long seen, OptionalLong of) {
    onCount(what, "examples", seen, of);
  }

  /** A command of that name has come so far in what it counts in a unit. */
  void onCount(String what, String unit, long seen, OptionalLong of) {
    show(what, Math.min(seen, of.orElse(seen)), of, seen + " " + unit);
  }

  /**
   * Some more bytes of a file have come.
   *
   * @param bytes that are there
   * @param total of the whole file, if known
   * @param seconds since the first of these bytes
   * @param come bytes in that time
   */
  void onDownload(String source, long bytes, OptionalLong total, double seconds, long come) {
    boolean sized = total.isPresent() && total.getAsLong() > 0;
    String size =
        sized
            ? String.format(Locale.ROOT, "%.1f of %.1f MB", bytes / 1e6, total.getAsLong() / 1e6)
            : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    String rate =
        seconds < SHORTEST_RATE
            ? ""
            : String.format(Locale.ROOT, ", %.1f MB/s", come / 1e6 / seconds);
    show(
        "download",
        sized ? (double) bytes / total.getAsLong() : Double.NaN,
        size + rate + ", " + source);
  }

  private void show(String what, double done, String message) {
    boolean known = !Double.isNaN(done);
    show(
        what,
        known ? Math.round(done * STEPS) : 0,
        known ? OptionalLong.of(STEPS) : OptionalLong.empty(),
        message);
  }

  private synchronized void show(String what, long done, OptionalLong of, String message) {
    if (terminal) {
      bar(what, of.orElse(STEPS)).setExtraMessage(" " + message);
      if (of.isPresent()) {
        bar(what, of.getAsLong()).stepTo(done);
      }
      return;
    }
    String share =
        of.isPresent() ? " %3.0f%%".formatted(100.0 * done / Math.max(1, of.getAsLong())) : "";
    unshown = what + share + " " + message;
    if (Duration.between(lastLine, Instant.now()).compareTo(LINE_EVERY) >= 0) {
      lastLine = Instant.now();
      showNewest();
    }
  }

  /** Shows how far the work is where the newest figures came too soon after a line. */
  synchronized void showNewest() {
    if (!unshown.isEmpty()) {
      err.println(unshown);
      unshown = "";
    }
  }

  private ProgressBar bar(String what, long most) {
    if (bar == null || !task.equals(what)) {
      endBar();
      task = what;
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(most)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .hideEta()
              .setEtaFunction(
                  state ->
                      state.getCurrent() == 0
                          ? java.util.Optional.empty()
                          : java.util.Optional.of(
                              state
                                  .getElapsedAfterStart()
                                  .multipliedBy(state.getMax() - state.getCurrent())
                                  .dividedBy(state.getCurrent())))
              .setConsumer(new ConsoleProgressBarConsumer(err))
              .build();
    }
    return bar;
  }

  private static String figures(Map<String, Double> values) {
    StringBuilder line = new StringBuilder();
    for (String name : SHOWN) {
      if (values.containsKey(name)) {
        line.append(String.format(Locale.ROOT, "%s %.4g ", name, values.get(name)));
      }
    }
    return line.toString().strip();
  }

  @Override
  public synchronized void say(String line) {
    endBar();
    unshown = "";
    err.println(line);
    log.accept(line);
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    endBar();
  }
}
