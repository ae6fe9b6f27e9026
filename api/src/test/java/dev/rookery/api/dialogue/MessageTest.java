package dev.rookery.api.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessageTest {

  @Test
  void nobodyCanChangeAMessageFromOutside() {
    List<Object> knowledge = new ArrayList<>(List.of("a"));
    Map<String, Object> facts = new HashMap<>(Map.of("knowledge", knowledge));
    List<Object> all = new ArrayList<>(List.of(facts));
    Message message = Message.empty().with("facts", facts).with("all", all);

    knowledge.add("b");
    facts.put("more", 1);
    all.clear();

    Map<String, List<String>> before = Map.of("knowledge", List.of("a"));
    assertThat(message.find("facts")).hasValue(before);
    assertThat(message.find("all")).hasValue(List.of(before));
  }
}
