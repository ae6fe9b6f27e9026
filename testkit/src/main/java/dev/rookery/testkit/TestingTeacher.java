package dev.rookery.testkit;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A teacher that tells given episodes. */
public final class TestingTeacher implements IndexedTeacher {

  private final DataType dataType;
  private final List<Episode> episodes;

  /** Creates a teacher; labels are put where the data type has them. */
  public TestingTeacher(DataType dataType, List<Episode> episodes) {
    this.dataType = dataType;
    this.episodes =
        episodes.stream()
            .map(e -> new Episode(e.turns().stream().map(dataType::present).toList()))
            .toList();
  }

  /**
   * An episode from texts and their labels in turn.
   *
   * @param textsAndLabels {@code text, label, text, label, …}
   */
  public static Episode episode(String... textsAndLabels) {
    List<Message> turns = new ArrayList<>();
    for (int i = 0; i < textsAndLabels.length; i += 2) {
      turns.add(
          Message.ofText(textsAndLabels[i])
              .with(Message.ID, "testing")
              .with(Message.LABELS, List.of(textsAndLabels[i + 1]))
              .with(Message.EPISODE_DONE, i + 2 >= textsAndLabels.length));
    }
    return new Episode(turns);
  }

  @Override
  public String id() {
    return "testing";
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public int size() {
    return episodes.size();
  }

  @Override
  public Episode episode(int index) {
    return episodes.get(index);
  }

  @Override
  public OptionalLong numExamples() {
    return OptionalLong.of(episodes.stream().mapToLong(Episode::size).sum());
  }
}
