package dev.rookery.plugins.tasks.sim;

import java.util.List;

/** Who and what a story is about. */
record Cast(List<String> people, List<String> places, List<String> objects) {

  static final List<String> PEOPLE = List.of("mary", "john", "sandra", "daniel", "bill", "julie");
  static final List<String> PLACES =
      List.of("kitchen", "bathroom", "hallway", "garden", "office", "bedroom", "school", "park");
  static final List<String> OBJECTS = List.of("milk", "football", "apple", "box", "book", "lamp");

  static Cast of(int people, int places, int objects) {
    return new Cast(
        PEOPLE.subList(0, people), PLACES.subList(0, places), OBJECTS.subList(0, objects));
  }
}
