package dev.rookery.runtime.learning.checkpoint;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: {@code checkpoints/<update>} in the run folder, and the pointers {@code
 * best} and {@code last} beside {@code checkpoints}.
 *
 * <p>A checkpoint is written under a hidden name, made durable, and renamed. Whenever the process
 * dies, either the old checkpoints are there as they were, or the new one is whole. One process may
 * write to a run folder at a time; others may read.
 */
public final class CheckpointStore {

  static final String FOLDER = "checkpoints";

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path runFolder;
  private final int keepLast;
  private final CheckpointFolders folders;
  private final Consumer<String> stages;

  /**
   * Creates a store; nothing is read or written yet.
   *
   * @param keepLast how many of the newest checkpoints are kept, at least 1; the best is kept too
   */
  public CheckpointStore(Path runFolder, int keepLast) {
    this(runFolder, keepLast, stage -> {});
  }

  CheckpointStore(Path runFolder, int keepLast, Consumer<String> stages) {
    if (keepLast < 1) {
      throw new IllegalArgumentException("at least one checkpoint must be kept, not " + keepLast);
    }
    this.runFolder = runFolder.toAbsolutePath();
    this.keepLast = keepLast;
    this.stages = stages;
    folders = new CheckpointFolders(this.runFolder.resolve(FOLDER), stages);
  }

  /**
   * Saves a checkpoint, moves the pointers, and deletes checkpoints that need not be kept.
   * Checkpoints of later updates, which can only be broken or of a training that went another way,
   * are deleted as well.
   *
   * @param best whether it is the best so far
   * @return the folder of the checkpoint
   * @throws UserException if it can't be written, on a full disk say; older checkpoints are then as
   *     they were
   */
  public Path save(CheckpointContent content, boolean best) {
    long update = content.update();
    try {
      folders.recover();
      folders.clean();
      OptionalLong bestUpdate = best ? OptionalLong.of(update) : previousBest(update);
      new CheckpointWriter(stages).write(content, bestUpdate, folders.writing(update));
      folders.publish(update);
      new Pointer(runFolder.resolve("best")).moveTo(folders.of(bestUpdate.orElse(update)));
      stages.accept("best moved");
      new Pointer(runFolder.resolve("last")).moveTo(folders.of(update));
      stages.accept("last moved");
      deleteOthers(update, bestUpdate.orElse(update));
    } catch (IOException | UncheckedIOException e) {
      throw notSaved(update, e);
    }
    return folders.of(update);
  }

  private OptionalLong previousBest(long newest) throws IOException {
    for (long update : folders.updates()) {
      if (update > newest) {
        continue;
      }
      try {
        OptionalLong best = CheckpointManifest.read(folders.of(update)).best();
        if (best.isPresent()
            && best.getAsLong() <= newest
            && Files.isDirectory(folders.of(best.getAsLong()))) {
          return best;
        }
      } catch (IOException e) {
        LOG.debug("no use for the choice of the best: {}", folders.of(update), e);
      }
    }
    return OptionalLong.empty();
  }

  private void deleteOthers(long newest, long best) {
    try {
      folders.clean();
      int kept = 0;
      for (long update : folders.updates()) {
        if (update > newest) {
          LOG.warn("deleting checkpoint {}, which training went back before", folders.of(update));
          folders.delete(update);
        } else if (++kept > keepLast && update != best) {
          folders.delete(update);
        }
      }
    } catch (IOException e) {
      LOG.warn("an old checkpoint can't be deleted: {}", e.toString());
    }
  }

  private UserException notSaved(long update, Exception cause) {
    String space = "";
    try {
      DurableFolder.delete(folders.writing(update));
      long free = Files.getFileStore(runFolder).getUsableSpace();
      space = " (" + free / (1 << 20) + " MiB free)";
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new UserException(
        "can't save checkpoint "
            + folders.of(update)
            + space
            + ": "
            + cause.getMessage()
            + ". Older checkpoints are untouched; make room or mend the folder, then resume.",
        cause);
  }

  /**
   * The newest checkpoint that is whole. Broken ones are passed over with a warning. Changes
   * nothing in the folder, in which another process may be training.
   *
   * @return empty if the run has no checkpoint yet
   * @throws UserException if there are checkpoints and all of them are broken
   */
  public Optional<Checkpoint> latest() {
    List<String> problems = new ArrayList<>();
    try {
      for (long update : folders.readableUpdates()) {
        try {
          return Optional.of(Checkpoint.verified(folders.readable(update)));
        } catch (IOException e) {
          problems.add(folders.of(update) + ": " + e.getMessage());
          LOG.warn("checkpoint {} is broken, trying an older one: {}", update, e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UserException("can't read the checkpoints of " + runFolder + ": " + e, e);
    }
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    throw new UserException("no checkpoint is whole. " + String.join("; ", problems));
  }

  /**
   * The best checkpoint, or the newest one if none was called best or the best is broken.
   *
   * @return empty if the run has no checkpoint yet
   * @throws UserException if there are checkpoints and all of them are broken
   */
  public Optional<Checkpoint> best() {
    Optional<Checkpoint> latest = latest();
    OptionalLong update = latest.map(Checkpoint::bestUpdate).orElse(OptionalLong.empty());
    if (update.isEmpty() || update.getAsLong() == latest.orElseThrow().update()) {
      return latest;
    }
    Path best = folders.readable(update.getAsLong());
    try {
      return Optional.of(Checkpoint.verified(best));
    } catch (IOException e) {
      LOG.warn("the best checkpoint {} is broken, taking the newest: {}", best, e.getMessage());
      return latest;
    }
  }
}
