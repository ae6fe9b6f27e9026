package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Tells what a simulator invents. Episode {@code n} follows from the seed, the split and {@code n},
 * so it is made when it is asked for and never stored.
 */
final class SimulatedTeacher implements IndexedTeacher {

  private static final long UNKNOWN = -1;

  private final String id;
  private final DataType dataType;
  private final Simulator simulator;
  private final long seed;
  private final long base;
  private final int size;
  private final String recipe;
  private volatile long examples = UNKNOWN;

  /**
   * Creates a teacher.
   *
   * @param size episodes in an epoch
   * @param recipe what the data are computed from, besides the seed
   */
  SimulatedTeacher(
      String id, DataType dataType, Simulator simulator, long seed, int size, String recipe) {
    this.id = id;
    this.dataType = dataType;
    this.simulator = simulator;
    this.seed = seed;
    this.size = size;
    this.recipe = recipe;
    long word = dataType.split().word().hashCode();
    this.base = new SplittableRandom(seed ^ word << Integer.SIZE).nextLong();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Episode episode(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    // Drawing once more keeps neighbouring indices from giving related sequences.
    SplittableRandom random = new SplittableRandom(new SplittableRandom(base + index).nextLong());
    List<Exchange> exchanges = simulator.episode(dataType.split(), random);
    List<Message> turns = new ArrayList<>(exchanges.size());
    for (Exchange exchange : exchanges) {
      Message message =
          Message.ofText(exchange.text())
              .with(Message.LABELS, List.of(exchange.answer()))
              .with(Message.EPISODE_DONE, turns.size() == exchanges.size() - 1)
              .with(Message.ID, id);
      turns.add(dataType.present(message));
    }
    return new Episode(turns);
  }

  @Override
  public OptionalLong numExamples() {
    if (examples == UNKNOWN) {
      long sum = 0;
      for (int i = 0; i < size; i++) {
        sum += episode(i).size();
      }
      examples = sum;
    }
    return OptionalLong.of(examples);
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(recipe + " seed=" + seed + " episodes=" + size);
  }
}
