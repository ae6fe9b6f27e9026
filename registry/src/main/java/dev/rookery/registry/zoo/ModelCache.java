package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.registry.FileTrees;
import dev.rookery.registry.IoReasons;
import dev.rookery.registry.download.FileLocks;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of pulled models. Each is filled under a hidden name and gets its own when it is
 * whole, under a lock that other threads and processes wait for; so whatever has its name is
 * complete.
 */
public final class ModelCache {

  /** Names the cache folder. */
  public static final String VARIABLE = "ROOKERY_CACHE";

  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

  private static final String ZOO = "zoo";
  private static final String HUB = "hf";

  /** Of the models' folders below these: owner, name, version. */
  private static final int DEPTH = 3;

  private final Path root;

  public ModelCache(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** {@code ROOKERY_CACHE}, or {@code rookery} below {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
  public static ModelCache of(Map<String, String> environment) {
    String own = environment.getOrDefault(VARIABLE, "");
    if (!own.isBlank()) {
      return new ModelCache(Path.of(own));
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path parent =
        caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
    return new ModelCache(parent.resolve("rookery"));
  }

  public Path root() {
    return root;
  }

  /** Makes the content of a folder. */
  @FunctionalInterface
  interface Filling {
    void fill(Path folder) throws IOException;
  }

  /** What the cache says about one of its folders. */
  enum State {
    ABSENT,
    WHOLE,
    BROKEN
  }

  /** Looks at a folder; large files are not read. */
  State quickState(Path place) {
    return state(place, false);
  }

  private static State state(Path place, boolean thorough) {
    if (!Files.isDirectory(place)) {
      return State.ABSENT;
    }
    try {
      Optional<Inventory> inventory = Inventory.read(place);
      return inventory.isPresent() && inventory.get().problems(place, thorough).isEmpty()
          ? State.WHOLE
          : State.BROKEN;
    } catch (IOException | UncheckedIOException e) {
      return State.BROKEN;
    }
  }

  /**
   * A folder that is wanted now: large files are not read again.
   *
   * @param name what it is called in the command that mends it
   * @param pull makes it where it is absent
   * @throws UserException if it was changed since it was pulled; says what
   */
  Path open(Path place, String name, Supplier<Path> pull) {
    return switch (quickState(place)) {
      case WHOLE -> place;
      case ABSENT -> pull.get();
      case BROKEN ->
          throw new UserException(
              "%s is not as it was pulled: %s; \"rookery zoo pull %s\" fetches it again"
                  .formatted(place, whatIsWrong(place), name));
    };
  }

  private static String whatIsWrong(Path place) {
    try {
      Optional<Inventory> inventory = Inventory.read(place);
      return inventory.isEmpty()
          ? Inventory.FILE + " is missing or not whole"
          : String.join(", ", inventory.get().problems(place, false));
    } catch (IOException | UncheckedIOException e) {
      return IoReasons.of(e);
    }
  }

  /**
   * Makes sure that a folder is there and whole; one that was changed is made anew.
   *
   * @param place its path, below {@link #root()}
   * @param source where it comes from
   * @param filling makes its content; called at most once, and only if it is needed
   * @return {@code place}
   */
  Path provide(Path place, String name, String source, Filling filling) {
    try {
      Files.createDirectories(place.getParent());
      Closeable lock = FileLocks.acquire(place.resolveSibling("." + place.getFileName() + ".lock"));
      try {
        sweep(place);
        State state = state(place, true);
        if (state == State.WHOLE) {
          return place;
        }
        if (state == State.BROKEN) {
          LOG.warn("{} was damaged or changed; it is fetched again", place);
        }
        fill(place, name, source, filling);
        return place;
      } finally {
        lock.close();
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          name
              + " can't be put into the cache "
              + root
              + ": "
              + IoReasons.of(e)
              + "; "
              + VARIABLE
              + " names another one",
          e);
    }
  }

  private static void fill(Path place, String name, String source, Filling filling)
      throws IOException {
    Path staging = place.resolveSibling(hidden(place, "new"));
    try {
      Files.createDirectory(staging);
      filling.fill(staging);
      Inventory.of(name, source, staging).write(staging);
      if (Files.exists(place)) {
        Path old = place.resolveSibling(hidden(place, "old"));
        Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        FileTrees.deleteQuietly(old);
      }
      Files.move(staging, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileTrees.deleteQuietly(staging);
    }
  }

  private static String hidden(Path place, String suffix) {
    return "." + place.getFileName() + "." + UUID.randomUUID() + "." + suffix;
  }

  /** Deletes what a process that was killed has left; whoever has the lock is alone. */
  private static void sweep(Path place) throws IOException {
    String prefix = "." + place.getFileName() + ".";
    try (Stream<Path> siblings = Files.list(place.getParent())) {
      siblings
          .filter(sibling -> sibling.getFileName().toString().startsWith(prefix))
          .filter(sibling -> sibling.toString().matches(".*\\.(new|old)"))
          .toList()
          .forEach(FileTrees::deleteQuietly);
    }
  }

  /** Where a model of a zoo lies; the key tells models of the same name apart. */
  Path ofZoo(String group, String artifact, String version, String key) {
    return root.resolve(ZOO).resolve(group).resolve(artifact).resolve(version + "-" + key);
  }

  /** Where a commit of a model of Hugging Face lies. */
  Path ofHub(String owner, String name, String commit) {
    return root.resolve(HUB).resolve(owner).resolve(name).resolve(commit);
  }

  /**
   * Compares pulled folders, to the last byte, with what they were made of.
   *
   * @param wanted tells which, by their full names: with group and version, or with the commit
   */
  public List<Checked> check(Predicate<String> wanted) {
    List<Checked> checked = new ArrayList<>();
    for (String tree : List.of(ZOO, HUB)) {
      for (Path folder : pulled(root.resolve(tree))) {
        String name = nameOf(folder, tree);
        if (wanted.test(name)) {
          checked.add(new Checked(name, folder.toString(), problems(folder, name)));
        }
      }
    }
    return checked;
  }

  /** All folders of models; told by their places, as what is in them may be gone. */
  private static List<Path> pulled(Path tree) {
    if (!Files.isDirectory(tree)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(tree, DEPTH)) {
      return paths
          .filter(path -> tree.relativize(path).getNameCount() == DEPTH)
          .filter(path -> !path.getFileName().toString().startsWith("."))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("the cache " + tree + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private static String nameOf(Path folder, String tree) {
    Path artifact = folder.getParent();
    String name = artifact.getParent().getFileName() + "/" + artifact.getFileName() + "@";
    String last = folder.getFileName().toString();
    return tree.equals(HUB)
        ? HubName.PREFIX + name + last
        : name + last.replaceFirst("-[^-]*$", ""); // the key
  }

  private static List<String> problems(Path folder, String name) {
    try {
      Optional<Inventory> inventory = Inventory.read(folder);
      return inventory.isPresent()
          ? inventory.get().problems(folder, true)
          : List.of(
              "%s is missing or not whole, so that nothing can be compared; \"rookery zoo pull %s\""
                      .formatted(Inventory.FILE, name)
                  + " fetches the model again");
    } catch (IOException | UncheckedIOException e) {
      return List.of("it can't be read: " + IoReasons.of(e));
    }
  }
}
