package dev.rookery.registry;

import java.nio.file.Path;

/**
 * Something in a plugin that could not be loaded. Everything else was.
 *
 * @param plugin the plugin's id, or its file name without {@code .jar} where the id isn't known
 * @param source the jar or folder
 * @param problem what is wrong
 * @param remedy what to do
 */
public record PluginProblem(String plugin, Path source, String problem, String remedy) {

  public PluginProblem {
    problem = oneLine(problem);
    remedy = oneLine(remedy);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** The problem in one line. */
  @Override
  public String toString() {
    return source + ": " + problem + "; " + remedy;
  }
}
