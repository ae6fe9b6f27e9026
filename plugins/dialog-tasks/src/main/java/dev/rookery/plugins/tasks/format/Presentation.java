package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a teacher tells what a file says: with its name, and labels as the data type has them. */
record Presentation(String id, DataType dataType) {

  Episode tell(List<Map<String, Object>> turns) {
    List<Message> told = new ArrayList<>(turns.size());
    for (Map<String, Object> turn : turns) {
      told.add(dataType.present(Message.of(turn).with(Message.ID, id)));
    }
    return new Episode(told);
  }

  Episode tell(Episode episode) {
    return tell(episode.turns().stream().map(Message::fields).toList());
  }
}
