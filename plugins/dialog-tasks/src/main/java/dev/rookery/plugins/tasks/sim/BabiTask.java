package dev.rookery.plugins.tasks.sim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** The kinds of questions of seven of bAbI's first eight tasks; 4 is about places alone. */
enum BabiTask {
  SINGLE_SUPPORTING_FACT(1) {
    @Override
    String fact(Story story, SplittableRandom random) {
      return story.move();
    }

    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.placedPeople(), random)
          .map(person -> new Exchange("where is " + person + " ?", story.placeOf(person)));
    }
  },

  TWO_SUPPORTING_FACTS(2) {
    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.seenObjects(), random)
          .map(
              object -> {
                List<String> trail = story.trailOf(object);
                return new Exchange("where is the " + object + " ?", trail.get(trail.size() - 1));
              });
    }
  },

  THREE_SUPPORTING_FACTS(3) {
    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      List<String> moved =
          story.seenObjects().stream().filter(object -> story.trailOf(object).size() > 1).toList();
      return oneOf(moved, random)
          .map(
              object -> {
                List<String> trail = story.trailOf(object);
                String now = trail.get(trail.size() - 1);
                return new Exchange(
                    "where was the " + object + " before the " + now + " ?",
                    trail.get(trail.lastIndexOf(now) - 1));
              });
    }
  },

  THREE_ARGUMENT_RELATIONS(5) {
    @Override
    String fact(Story story, SplittableRandom random) {
      return story.give();
    }

    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.gifts(), random)
          .map(
              gift ->
                  switch (random.nextInt(3)) {
                    case 0 -> {
                      Story.Gift last =
                          story.lastGift(
                              other ->
                                  other.object().equals(gift.object())
                                      && other.receiver().equals(gift.receiver()));
                      yield new Exchange(
                          "who gave the " + gift.object() + " to " + gift.receiver() + " ?",
                          last.giver());
                    }
                    case 1 -> {
                      Story.Gift last =
                          story.lastGift(
                              other ->
                                  other.giver().equals(gift.giver())
                                      && other.receiver().equals(gift.receiver()));
                      yield new Exchange(
                          "what did " + gift.giver() + " give to " + gift.receiver() + " ?",
                          last.object());
                    }
                    default -> {
                      Story.Gift last =
                          story.lastGift(
                              other ->
                                  other.giver().equals(gift.giver())
                                      && other.object().equals(gift.object()));
                      yield new Exchange(
                          "who did " + gift.giver() + " give the " + gift.object() + " to ?",
                          last.receiver());
                    }
                  });
    }
  },

  YES_NO_QUESTIONS(6) {
    @Override
    String fact(Story story, SplittableRandom random) {
      return story.move();
    }

    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.placedPeople(), random)
          .map(
              person -> {
                String place = story.placeOf(person);
                boolean yes = random.nextBoolean();
                String asked =
                    yes
                        ? place
                        : Draw.one(
                            story.places().stream().filter(other -> !other.equals(place)).toList(),
                            random);
                return new Exchange("is " + person + " in the " + asked + " ?", yes ? "yes" : "no");
              });
    }
  },

  COUNTING(7) {
    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.placedPeople(), random)
          .map(
              person ->
                  new Exchange(
                      "how many objects is " + person + " carrying ?",
                      COUNTS.get(story.carriedBy(person).size())));
    }
  },

  LISTS(8) {
    @Override
    Optional<Exchange> question(Story story, SplittableRandom random) {
      return oneOf(story.placedPeople(), random)
          .map(
              person -> {
                List<String> carried = story.carriedBy(person);
                return new Exchange(
                    "what is " + person + " carrying ?",
                    carried.isEmpty() ? "nothing" : String.join(" , ", carried));
              });
    }
  };

  private static final List<String> COUNTS =
      List.of("none", "one", "two", "three", "four", "five", "six");

  private final int number;

  BabiTask(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Such as {@code two-supporting-facts}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Tells the next fact: by default somebody moves, takes or drops something. */
  String fact(Story story, SplittableRandom random) {
    return random.nextBoolean() ? story.move() : story.handle();
  }

  /** A question that what was told so far answers, if there is one. */
  abstract Optional<Exchange> question(Story story, SplittableRandom random);

  private static <T> Optional<T> oneOf(List<T> list, SplittableRandom random) {
    return list.isEmpty() ? Optional.empty() : Optional.of(Draw.one(list, random));
  }
}
