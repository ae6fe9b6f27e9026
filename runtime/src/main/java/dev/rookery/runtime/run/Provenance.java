package dev.rookery.runtime.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run was made from: enough to make it again, or to see why it comes out differently.
 *
 * @param rookery version of Rookery
 * @param plugins the plugins, with their versions
 * @param engine the tensor library and its version
 * @param java version of the Java runtime
 * @param machine operating system, architecture and number of processors
 * @param seed of the run
 * @param data digest of each task's data, by task and split
 * @param arguments of the command line
 * @param started when the run was begun or resumed, UTC
 */
public record Provenance(
    String rookery,
    List<String> plugins,
    String engine,
    String java,
    String machine,
    long seed,
    Map<String, String> data,
    List<String> arguments,
    String started) {

  /** The name of the file in a run's folder. */
  public static final String FILE_NAME = "provenance.json";

  /** How a training ended: it did what it was to do, was stopped, or broke down. */
  public static final String FINISHED = "finished";

  public static final String INTERRUPTED = "interrupted";
  public static final String FAILED = "failed";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The provenance of a run that starts now on this machine. */
  public static Provenance now(
      String rookery,
      List<String> plugins,
      String engine,
      long seed,
      Map<String, String> data,
      List<String> arguments) {
    return new Provenance(
        rookery,
        plugins,
        engine,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        "%s %s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()),
        seed,
        data,
        arguments,
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** The fields by name, in order. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rookery", rookery);
    map.put("plugins", plugins);
    map.put("engine", engine);
    map.put("java", java);
    map.put("machine", machine);
    map.put("seed", seed);
    map.put("data", data);
    map.put("arguments", arguments);
    map.put("started", started);
    return map;
  }

  /** Adds to the last provenance in a file how and when its training ended, if there is one. */
  public static void end(Path file, String how) {
    List<ObjectNode> all = read(file);
    if (all.isEmpty()) {
      return;
    }
    ObjectNode last = all.get(all.size() - 1);
    last.put("ending", how);
    last.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      WholeFile.write(file, JSON.writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }

  /** How the last training of a run ended; empty if there was none, or if it was killed. */
  public static Optional<String> lastEnding(Path runFolder) {
    List<ObjectNode> all = read(runFolder.resolve(FILE_NAME));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(all.get(all.size() - 1).path("ending").asText())
            .filter(ending -> !ending.isEmpty());
  }

  /** The provenances in a file; none if it isn't there or can't be read. */
  public static List<ObjectNode> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return Arrays.asList(JSON.readValue(file.toFile(), ObjectNode[].class));
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Appends to the list of provenances in a file: one for the beginning and one for each
   * resumption.
   */
  public void appendTo(Path file) {
    try {
      Object[] earlier =
          Files.exists(file) ? JSON.readValue(file.toFile(), Object[].class) : new Object[0];
      Object[] all = Arrays.copyOf(earlier, earlier.length + 1);
      all[earlier.length] = asMap();
      WholeFile.write(file, JSON.writeValueAsString(all) + "\n");
    } catch (IOException e) {
      throw new UserException(
          file
              + " can't be read: "
              + IoReasons.of(e)
              + ". Mend it or move it away; the training doesn't need it.",
          e);
    }
  }
}
