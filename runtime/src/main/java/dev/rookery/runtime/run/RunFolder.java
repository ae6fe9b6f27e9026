package dev.rookery.runtime.run;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run, held by one process at a time.
 *
 * <pre>
 * experiment.conf  provenance.json  metrics.jsonl  report.html  log.txt
 * tensorboard/     checkpoints/&lt;update&gt;/
 * </pre>
 *
 * <p>A start that failed or was killed before the first figure or checkpoint leaves a folder that
 * holds nothing worth keeping; a new training may take it.
 */
public final class RunFolder implements AutoCloseable {

  /** What to do if the folder holds a run already. */
  public enum IfExists {
    /** Refuse, and say what can be done. */
    REFUSE,
    /** Go on from its newest checkpoint. */
    RESUME,
    /** Move it out of the way and begin anew. */
    FRESH
  }

  private static final String LOCK = ".lock";
  private static final String EXPERIMENT = "experiment.conf";

  /** What a start leaves behind that was killed before the experiment was written. */
  private static final Set<String> OF_A_START =
      Set.of(LOCK, "log.txt", "tensorboard", EXPERIMENT + ".new");

  /** What a start leaves that failed before anything was trained. */
  private static final List<String> OF_A_FAILED_START =
      List.of(
          "log.txt",
          "tensorboard",
          "checkpoints",
          "metrics.jsonl",
          EXPERIMENT,
          EXPERIMENT + ".new",
          Provenance.FILE_NAME,
          LOCK);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Path path;
  private final FileChannel channel;
  private final boolean resumed;
  private final Set<String> before;

  private RunFolder(Path path, FileChannel channel, boolean resumed, Set<String> before) {
    this.path = path;
    this.channel = channel;
    this.resumed = resumed;
    this.before = before;
  }

  /**
   * Takes a folder for a training.
   *
   * @throws UserException if it holds a run and {@code ifExists} is REFUSE, if it holds none and
   *     {@code ifExists} is RESUME, if it is not a run's folder, or if another process holds it
   */
  public static RunFolder take(Path path, IfExists ifExists) {
    try {
      boolean described = Files.isRegularFile(path.resolve(EXPERIMENT));
      boolean exists = holdsRun(path) || ifExists == IfExists.FRESH && SeedFolder.isOne(path);
      if (!described && !exists && Files.exists(path) && !isEmpty(path)) {
        throw new UserException(
            path + " is not empty and is not a run's folder; give --run another name");
      }
      if (ifExists == IfExists.REFUSE) {
        refuseRun(path);
      }
      if (!exists && ifExists == IfExists.RESUME) {
        throw new UserException(
            (Files.exists(path) ? path + " holds no run to resume" : "there is no run " + path)
                + "; leave --resume out to begin one there");
      }
      if (exists && ifExists == IfExists.FRESH) {
        moveAside(path);
        exists = false;
      }
      Set<String> before = names(path);
      Files.createDirectories(path);
      return new RunFolder(path, lock(path), exists, before);
    } catch (IOException e) {
      throw new UserException("the run folder " + path + " can't be made: " + IoReasons.of(e), e);
    }
  }

  /**
   * Refuses a folder that holds a run, or those of several seeds.
   *
   * @throws UserException if it does
   */
  public static void refuseRun(Path path) {
    if (holdsSeeds(path)) {
      throw new UserException(
          path
              + " holds the runs of several seeds already; nothing was changed. Go on with them:"
              + " --resume; begin anew (the old ones are moved aside): --fresh; or give --run"
              + " another name");
    }
    if (holdsRun(path)) {
      throw new UserException(
          path
              + " holds a run already; nothing was changed. Go on with it: --resume; begin anew"
              + " (the old run is moved aside): --fresh; or give --run another name");
    }
  }

  /** Whether a training holds a run's folder now. */
  public static boolean isInUse(Path path) {
    if (!Files.isWritable(path.resolve(LOCK))) {
      return false;
    }
    try {
      lock(path).close();
      return false;
    } catch (IOException | UserException e) {
      return true;
    }
  }

  /** What is in a folder, and the folder itself as "." if it is there. */
  private static Set<String> names(Path path) throws IOException {
    Set<String> names = new HashSet<>();
    if (Files.exists(path)) {
      names.add(".");
      try (Stream<Path> entries = Files.list(path)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      }
    }
    return names;
  }

  /** Whether a folder holds a run that got further than its start. */
  public static boolean holdsRun(Path path) {
    return isFilled(path.resolve("metrics.jsonl")) || holdsCheckpoint(path);
  }

  /** Whether a folder holds a run that got as far as a checkpoint. */
  public static boolean holdsCheckpoint(Path path) {
    return isFilled(path.resolve("checkpoints"));
  }

  /** Whether a folder holds a run, or those of several seeds, that got further than their start. */
  public static boolean holdsAny(Path path) {
    return holdsRun(path) || holdsSeeds(path);
  }

  private static boolean holdsSeeds(Path path) {
    return !SeedFolder.runs(path).isEmpty();
  }

  private void removeStart() throws IOException {
    for (String name : OF_A_FAILED_START) {
      if (!before.contains(name)) {
        delete(path.resolve(name));
      }
    }
    if (!before.contains(".") && names(path).equals(Set.of("."))) {
      Files.delete(path);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static boolean isFilled(Path path) {
    try {
      if (!Files.isDirectory(path)) {
        return Files.isRegularFile(path) && Files.size(path) > 0;
      }
      try (Stream<Path> entries = Files.list(path)) {
        return entries.findAny().isPresent();
      }
    } catch (IOException e) {
      return true; // it can't be known, so nothing may be overwritten
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(entry -> OF_A_START.contains(entry.getFileName().toString()));
    }
  }

  /** Gives a run, or those of several seeds, another name. */
  static void moveAside(Path path) throws IOException {
    lock(path).close(); // nobody may be training there
    for (Path run : SeedFolder.runs(path)) {
      lock(run).close();
    }
    Path aside = path.resolveSibling(path.getFileName() + ".old-" + STAMP.format(Instant.now()));
    Files.move(path, aside);
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Optional<FileLock> lock;
    try {
      lock = Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      lock = Optional.empty();
    }
    if (lock.isEmpty()) {
      channel.close();
      throw new UserException(
          path + " is in use by another training; wait for it, or give --run another name");
    }
    return channel;
  }

  public Path path() {
    return path;
  }

  /** Whether an earlier run goes on. */
  public boolean resumed() {
    return resumed;
  }

  public Path experiment() {
    return path.resolve(EXPERIMENT);
  }

  public Path provenance() {
    return path.resolve(Provenance.FILE_NAME);
  }

  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  public Path report() {
    return path.resolve("report.html");
  }

  public Path log() {
    return path.resolve("log.txt");
  }

  /** Lets the folder go. What this start made goes too if nothing came of it. */
  @Override
  public void close() {
    try {
      if (!resumed && !holdsRun(path)) {
        removeStart();
      }
      channel.close();
    } catch (IOException e) {
      throw new UserException("the lock of " + path + " can't be released: " + e.getMessage(), e);
    }
  }
}
