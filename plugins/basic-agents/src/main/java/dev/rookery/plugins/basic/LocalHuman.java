package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A human at the keyboard. */
final class LocalHuman implements AgentFactory {

  static final Setting<Path> CANDIDATES =
      Setting.path("local-human-candidates-file")
          .optional()
          .alias("fixedCands")
          .describedAs("Candidates to send along with each message, one a line.");

  static final Setting<Boolean> SINGLE_TURN =
      Setting.bool("single-turn")
          .defaultsTo(false)
          .describedAs("End the episode after each message.");

  /** One for the process: a second reader would miss what the first has read ahead. */
  private static final class Keyboard {
    static final BufferedReader READER =
        new BufferedReader(
            new InputStreamReader(
                System.in,
                Charset.forName(
                    System.getProperty("native.encoding", Charset.defaultCharset().name()))));

    private Keyboard() {}
  }

  private final Supplier<BufferedReader> in;
  private final PrintStream out;

  LocalHuman() {
    this(() -> Keyboard.READER, System.out);
  }

  LocalHuman(Supplier<BufferedReader> in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  @Override
  public String name() {
    return "local-human";
  }

  @Override
  public String description() {
    return "Shows what was said to it and asks you at the keyboard what to say.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(CANDIDATES, SINGLE_TURN);
  }

  @Override
  public Agent create(AgentContext context) {
    List<String> candidates =
        context
            .settings()
            .find(CANDIDATES)
            .map(file -> CandidateFile.read(file, CANDIDATES.name()))
            .orElse(List.of());
    return new KeyboardAgent(in.get(), out, candidates, context.settings().get(SINGLE_TURN));
  }
}
