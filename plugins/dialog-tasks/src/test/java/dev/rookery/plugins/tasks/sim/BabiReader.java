package dev.rookery.plugins.tasks.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands bAbI's sentences by their words alone, and answers questions about them. */
final class BabiReader {

  private static final Pattern MOVE =
      Pattern.compile("(\\w+) (?:went|moved|travelled|journeyed) to the (\\w+) \\.");
  private static final Pattern TAKE =
      Pattern.compile("(\\w+) (?:took|got|grabbed|picked up) the (\\w+) \\.");
  private static final Pattern DROP =
      Pattern.compile("(\\w+) (?:dropped|left|put down|discarded) the (\\w+) \\.");
  private static final Pattern GIVE =
      Pattern.compile("(\\w+) (?:gave|handed|passed) the (\\w+) to (\\w+) \\.");

  private final Map<String, String> at = new HashMap<>();
  private final Map<String, List<String>> hands = new HashMap<>();
  private final Map<String, List<String>> paths = new HashMap<>();
  private final List<List<String>> gifts = new ArrayList<>();

  void hear(String sentence) {
    Matcher give = GIVE.matcher(sentence);
    Matcher move = MOVE.matcher(sentence);
    Matcher take = TAKE.matcher(sentence);
    Matcher drop = DROP.matcher(sentence);
    if (give.matches()) {
      gifts.add(List.of(give.group(1), give.group(2), give.group(3)));
    } else if (move.matches()) {
      at.put(move.group(1), move.group(2));
      hands.getOrDefault(move.group(1), List.of()).forEach(thing -> moved(thing, move.group(2)));
    } else if (take.matches()) {
      hands.computeIfAbsent(take.group(1), who -> new ArrayList<>()).add(take.group(2));
      moved(take.group(2), String.valueOf(at.get(take.group(1))));
    } else if (drop.matches()) {
      hands.getOrDefault(drop.group(1), new ArrayList<>()).remove(drop.group(2));
    } else {
      throw new AssertionError("not understood: " + sentence);
    }
  }

  private void moved(String thing, String place) {
    List<String> path = paths.computeIfAbsent(thing, each -> new ArrayList<>());
    if (path.isEmpty() || !path.get(path.size() - 1).equals(place)) {
      path.add(place);
    }
  }

  String answer(String question) {
    String[] words = question.split(" ", -1);
    if (question.startsWith("where is the ")) {
      List<String> path = paths.getOrDefault(words[3], List.of());
      return path.get(path.size() - 1);
    }
    if (question.startsWith("where is ")) {
      return String.valueOf(at.get(words[2]));
    }
    if (question.startsWith("where was the ")) {
      List<String> path = paths.getOrDefault(words[3], List.of());
      return path.get(path.lastIndexOf(words[6]) - 1);
    }
    if (question.startsWith("is ")) {
      return words[4].equals(at.get(words[1])) ? "yes" : "no";
    }
    if (question.startsWith("how many ")) {
      return List.of("none", "one", "two", "three")
          .get(hands.getOrDefault(words[4], List.of()).size());
    }
    if (question.endsWith(" carrying ?")) {
      List<String> held = hands.getOrDefault(words[2], List.of());
      return held.isEmpty() ? "nothing" : String.join(" , ", held);
    }
    if (question.startsWith("who gave ")) {
      return lastGift("", words[3], words[5]).get(0);
    }
    if (question.startsWith("what did ")) {
      return lastGift(words[2], "", words[5]).get(1);
    }
    return lastGift(words[2], words[5], "").get(2); // who did .. give the .. to ?
  }

  private List<String> lastGift(String... pattern) {
    for (int i = gifts.size() - 1; i >= 0; i--) {
      boolean fits = true;
      for (int part = 0; part < pattern.length; part++) {
        fits &= pattern[part].isEmpty() || pattern[part].equals(gifts.get(i).get(part));
      }
      if (fits) {
        return gifts.get(i);
      }
    }
    throw new AssertionError("no such gift: " + List.of(pattern));
  }
}
