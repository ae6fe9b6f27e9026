package dev.rookery.runtime.learning.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders below {@code checkpoints}: one a checkpoint, named by its update, and hidden ones
 * that are about to become one or to go.
 */
final class CheckpointFolders {

  private static final Pattern CHECKPOINT = Pattern.compile("\\d{1,18}");
  private static final Pattern LEFTOVER =
      Pattern.compile("\\.(\\d{1,18})\\.(writing|replaced|deleting)");
  private static final String REPLACED = "replaced";

  private final Path root;
  private final Consumer<String> stages;

  /**
   * Creates a view of a folder, which need not exist yet.
   *
   * @param stages hears what was just done; tests let the process "die" there
   */
  CheckpointFolders(Path root, Consumer<String> stages) {
    this.root = root;
    this.stages = stages;
  }

  Path of(long update) {
    return root.resolve(Long.toString(update));
  }

  /** Where a checkpoint is written before it gets its name. */
  Path writing(long update) {
    return hidden(update, "writing");
  }

  private Path hidden(long update, String suffix) {
    return root.resolve("." + update + "." + suffix);
  }

  /** The updates that there is a checkpoint of, newest first. */
  List<Long> updates() throws IOException {
    return names()
        .filter(name -> CHECKPOINT.matcher(name).matches())
        .map(Long::valueOf)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /**
   * Where the checkpoint of an update can be read: under its name, or under that which it has while
   * it is being replaced. Nothing is renamed, since somebody else may be writing.
   */
  Path readable(long update) {
    Path replaced = hidden(update, REPLACED);
    return !Files.exists(of(update)) && Files.exists(replaced) ? replaced : of(update);
  }

  /** The updates that a checkpoint can be read of, newest first. */
  List<Long> readableUpdates() throws IOException {
    TreeSet<Long> found = new TreeSet<>(Comparator.reverseOrder());
    for (String name : names().toList()) {
      Matcher leftover = LEFTOVER.matcher(name);
      if (CHECKPOINT.matcher(name).matches()) {
        found.add(Long.valueOf(name));
      } else if (leftover.matches() && leftover.group(2).equals(REPLACED)) {
        found.add(Long.valueOf(leftover.group(1)));
      }
    }
    return List.copyOf(found);
  }

  /** Gives a written checkpoint its name, in place of an older one of the same update. */
  void publish(long update) throws IOException {
    if (Files.exists(of(update))) {
      DurableFolder.rename(of(update), hidden(update, REPLACED));
      stages.accept("older one of the same update set aside");
    }
    DurableFolder.rename(writing(update), of(update));
    stages.accept("published");
  }

  /** Takes the name away first, so that a crash leaves no half-deleted checkpoint. */
  void delete(long update) throws IOException {
    Path deleting = hidden(update, "deleting");
    DurableFolder.delete(deleting);
    DurableFolder.rename(of(update), deleting);
    stages.accept("name of " + update + " taken away");
    DurableFolder.delete(deleting);
  }

  /** Puts back checkpoints that a crash caught between losing their name and being replaced. */
  void recover() throws IOException {
    for (String name : names().toList()) {
      Matcher leftover = LEFTOVER.matcher(name);
      if (leftover.matches() && leftover.group(2).equals(REPLACED)) {
        Path checkpoint = root.resolve(leftover.group(1));
        if (!Files.exists(checkpoint)) {
          DurableFolder.rename(root.resolve(name), checkpoint);
        }
      }
    }
  }

  /** Deletes what a crash left behind. */
  void clean() throws IOException {
    for (String name : names().toList()) {
      if (LEFTOVER.matcher(name).matches()) {
        DurableFolder.delete(root.resolve(name));
      }
    }
  }

  private Stream<String> names() throws IOException {
    if (!Files.isDirectory(root)) {
      return Stream.of();
    }
    try (Stream<Path> paths = Files.list(root)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList().stream();
    }
  }
}
