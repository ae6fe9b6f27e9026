package dev.rookery.plugins.tasks.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * What happens to a few people, places and things, sentence by sentence, and what follows from it.
 * Only what was told counts as known.
 */
final class Story {

  /** An object changed hands. */
  record Gift(String giver, String object, String receiver) {}

  private static final List<String> MOVES =
      List.of("went to", "moved to", "travelled to", "journeyed to");
  private static final List<String> TAKES = List.of("took", "got", "grabbed", "picked up");
  private static final List<String> DROPS = List.of("dropped", "left", "put down", "discarded");
  private static final List<String> GIVES = List.of("gave", "handed", "passed");

  private final Cast cast;
  private final SplittableRandom random;
  private final Map<String, String> placeOf = new LinkedHashMap<>();
  private final Map<String, List<String>> carried = new LinkedHashMap<>();
  private final Map<String, List<String>> trails = new LinkedHashMap<>();
  private final List<Gift> gifts = new ArrayList<>();

  Story(Cast cast, SplittableRandom random) {
    this.cast = cast;
    this.random = random;
  }

  /** Somebody goes somewhere else, with all that is carried. */
  String move() {
    String person = Draw.one(cast.people(), random);
    List<String> elsewhere =
        cast.places().stream().filter(place -> !place.equals(placeOf.get(person))).toList();
    String place = Draw.one(elsewhere, random);
    placeOf.put(person, place);
    carriedBy(person).forEach(object -> trail(object, place));
    return person + " " + Draw.one(MOVES, random) + " the " + place + " .";
  }

  /** Somebody takes or drops something, or moves if neither can be. */
  String handle() {
    List<String> placed = cast.people().stream().filter(placeOf::containsKey).toList();
    if (placed.isEmpty()) {
      return move();
    }
    String person = Draw.one(placed, random);
    List<String> has = carriedBy(person);
    String place = Objects.requireNonNull(placeOf.get(person));
    if (!has.isEmpty() && random.nextInt(3) == 0) {
      String object = Draw.one(has, random);
      has.remove(object);
      return person + " " + Draw.one(DROPS, random) + " the " + object + " .";
    }
    List<String> free =
        cast.objects().stream()
            .filter(object -> holderOf(object).isEmpty())
            .filter(object -> place.equals(whereIs(object).orElse(place)))
            .toList();
    if (free.isEmpty()) {
      return move();
    }
    String object = Draw.one(free, random);
    has.add(object);
    trail(object, place);
    return person + " " + Draw.one(TAKES, random) + " the " + object + " .";
  }

  /** Somebody gives something to somebody else. */
  String give() {
    List<String> people = Draw.shuffled(cast.people(), random);
    Gift gift = new Gift(people.get(0), Draw.one(cast.objects(), random), people.get(1));
    gifts.add(gift);
    return gift.giver
        + " "
        + Draw.one(GIVES, random)
        + " the "
        + gift.object
        + " to "
        + gift.receiver
        + " .";
  }

  List<String> places() {
    return cast.places();
  }

  List<String> placedPeople() {
    return List.copyOf(placeOf.keySet());
  }

  String placeOf(String person) {
    return Objects.requireNonNull(placeOf.get(person), person);
  }

  /** What a person carries, in the order of taking. */
  List<String> carriedBy(String person) {
    return carried.computeIfAbsent(person, someone -> new ArrayList<>());
  }

  /** Objects that are known to have been somewhere. */
  List<String> seenObjects() {
    return List.copyOf(trails.keySet());
  }

  /** The places where an object has been, the last one being where it is. */
  List<String> trailOf(String object) {
    return List.copyOf(trails.getOrDefault(object, List.of()));
  }

  List<Gift> gifts() {
    return List.copyOf(gifts);
  }

  /** The latest gift of a kind, which is what questions are about. */
  Gift lastGift(Predicate<Gift> kind) {
    return gifts.stream().filter(kind).reduce((earlier, later) -> later).orElseThrow();
  }

  private Optional<String> holderOf(String object) {
    return carried.entrySet().stream()
        .filter(entry -> entry.getValue().contains(object))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<String> whereIs(String object) {
    List<String> trail = trailOf(object);
    return trail.isEmpty() ? Optional.empty() : Optional.of(trail.get(trail.size() - 1));
  }

  private void trail(String object, String place) {
    List<String> trail = trails.computeIfAbsent(object, thing -> new ArrayList<>());
    if (trail.isEmpty() || !trail.get(trail.size() - 1).equals(place)) {
      trail.add(place);
    }
  }
}
