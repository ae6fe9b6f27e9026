package dev.rookery.runtime.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line with its output kept, and its work only written down. */
final class RecordedCli {

  final RecordedWork work = new RecordedWork();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command; the result is the exit code. */
  int run(String... arguments) {
    return new RookeryCli(work, new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  /** What went to standard output since the beginning, or since it was forgotten. */
  String out() {
    return out.toString();
  }

  /** What went to standard error since the beginning, or since it was forgotten. */
  String err() {
    return err.toString();
  }

  /** Forgets the output so far. */
  void forget() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }
}
