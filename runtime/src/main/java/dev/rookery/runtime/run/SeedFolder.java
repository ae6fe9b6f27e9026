package dev.rookery.runtime.run;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a training with several seeds, one after the other.
 *
 * <pre>
 * seeds.conf  seeds.json  seed-1/  seed-2/  …
 * </pre>
 *
 * <p>Each {@code seed-N} is the folder of a run like any other; {@code seeds.json} has what they
 * reached.
 */
public final class SeedFolder implements AutoCloseable {

  private static final String EXPERIMENT = "seeds.conf";
  private static final String RESULT = "seeds.json";
  private static final Pattern RUN = Pattern.compile("seed-\\d+");

  private final Path path;
  private final boolean isNew;

  private SeedFolder(Path path, boolean isNew) {
    this.path = path;
    this.isNew = isNew;
  }

  /** Whether a folder is one of several seeds. */
  public static boolean isOne(Path path) {
    return Files.isRegularFile(experiment(path));
  }

  /** Where such a folder has the experiment with its seeds. */
  public static Path experiment(Path path) {
    return path.resolve(EXPERIMENT);
  }

  /** Where such a folder has the run with a seed. */
  public static Path run(Path path, long seed) {
    return path.resolve("seed-" + seed);
  }

  /** The folders in it that hold a run, by their seed; none if it isn't such a folder. */
  public static List<Path> runs(Path path) {
    if (!isOne(path)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> RUN.matcher(entry.getFileName().toString()).matches())
          .filter(RunFolder::holdsRun)
          .sorted(
              Comparator.comparingInt((Path run) -> run.toString().length())
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException e) {
      throw new UserException(path + " can't be read: " + IoReasons.of(e), e);
    }
  }

  /** Says that one of the runs must be named. */
  public static String severalRuns(Path path) {
    List<Path> runs = runs(path);
    return path
        + " holds the runs of several seeds; name one of them"
        + (runs.isEmpty() ? "" : ", such as " + runs.get(0));
  }

  /**
   * Takes a folder for a training with several seeds.
   *
   * @throws UserException if it holds runs and {@code ifExists} is REFUSE, if it holds no seeds and
   *     {@code ifExists} is RESUME, or if it is another folder that is not empty
   */
  public static SeedFolder take(Path path, RunFolder.IfExists ifExists) {
    try {
      if (ifExists == RunFolder.IfExists.REFUSE) {
        RunFolder.refuseRun(path);
      }
      if (ifExists == RunFolder.IfExists.RESUME && !isOne(path)) {
        throw new UserException(
            path
                + " holds no runs of several seeds to resume; leave --resume out and give --run"
                + " another name");
      }
      if (ifExists == RunFolder.IfExists.FRESH && (isOne(path) || RunFolder.holdsRun(path))) {
        RunFolder.moveAside(path);
      }
      if (!isOne(path) && Files.exists(path) && !isEmpty(path)) {
        throw new UserException(
            path + " is not empty, and several seeds need a folder; give --run another name");
      }
      boolean isNew = !isOne(path);
      Files.createDirectories(path);
      return new SeedFolder(path, isNew);
    } catch (IOException e) {
      throw new UserException("the folder " + path + " can't be made: " + IoReasons.of(e), e);
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  public Path experiment() {
    return experiment(path);
  }

  public Path result() {
    return path.resolve(RESULT);
  }

  /** The folder of the run with a seed. */
  public Path run(long seed) {
    return run(path, seed);
  }

  /** Lets the folder go. What was made goes too if nothing came of it. */
  @Override
  public void close() {
    try {
      if (isNew && runs(path).isEmpty()) {
        Files.deleteIfExists(experiment());
        if (isEmpty(path)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UserException(path + " can't be put in order: " + IoReasons.of(e), e);
    }
  }
}
