package dev.rookery.runtime.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user of the built distribution would. */
final class Shell {

  private static final long MOST_MINUTES = 8;

  private final Path folder;
  private final Path plugins;

  /**
   * What a command did.
   *
   * @param code exit code
   * @param out standard output
   * @param err standard error
   */
  record Result(int code, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /**
   * Creates a shell.
   *
   * @param folder where commands run
   * @param plugins the user's plugins folder
   */
  Shell(Path folder, Path plugins) {
    this.folder = folder;
    this.plugins = plugins;
  }

  static Path root() {
    return Path.of(System.getProperty("rookery.root", ".."));
  }

  static Path distribution() {
    return root().resolve("runtime/target/rookery").toAbsolutePath().normalize();
  }

  /** Runs {@code bin/rookery} of the distribution. */
  Result rookery(String... arguments) throws IOException, InterruptedException {
    return run(concat(distribution().resolve("bin/rookery").toString(), arguments));
  }

  /** Runs a script with bash; the first command that fails ends it. */
  Result script(String file) throws IOException, InterruptedException {
    return run(List.of("bash", "-e", file));
  }

  Result run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    String javaHome = System.getProperty("java.home");
    environment.put("JAVA_HOME", javaHome);
    environment.put("ROOKERY_HOME", distribution().toString());
    environment.put("ROOKERY_PLUGINS", plugins.toString());
    environment.put("ROOKERY_JAVA_OPTS", "-Xmx1g");
    environment.put(
        "PATH",
        String.join(
            File.pathSeparator,
            distribution().resolve("bin").toString(),
            Path.of(javaHome, "bin").toString(),
            environment.get("PATH")));
    Process process = builder.start();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return result;
  }

  private static List<String> concat(String first, String... rest) {
    List<String> all = new java.util.ArrayList<>(List.of(rest));
    all.add(0, first);
    return all;
  }
}
