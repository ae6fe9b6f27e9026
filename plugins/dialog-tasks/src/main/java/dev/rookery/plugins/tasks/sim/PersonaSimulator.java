package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes dialogues whose answers follow from the persona at their start. */
final class PersonaSimulator implements Simulator {

  static final String UNKNOWN_ANSWER = "i do not know .";

  private static final int MOST_DRAWS = 10_000;

  private static final List<Exchange> SMALL_TALK =
      List.of(
          new Exchange("hello , how are you ?", "i am fine , thanks ."),
          new Exchange("how is it going ?", "it is going well ."),
          new Exchange("nice to meet you .", "nice to meet you too ."),
          new Exchange("what a nice day !", "yes , the sun is out ."));

  private static final List<String> REMARKS =
      List.of(
          "hi there !",
          "that is nice .",
          "i see .",
          "oh , really ?",
          "i like talking to you .",
          "i am a bit tired today .");

  private final PersonaSettings settings;
  private final List<Attribute> attributes;

  PersonaSimulator(PersonaSettings settings) {
    this.settings = settings;
    this.attributes = Attributes.ALL.subList(0, settings.attributes());
  }

  @Override
  public List<Exchange> episode(Split split, SplittableRandom random) {
    Persona persona = persona(split, random);
    List<Exchange> turns = new ArrayList<>();
    for (Persona.Fact fact : Draw.shuffled(persona.facts(), random)) {
      turns.add(new Exchange(question(fact.attribute(), random), fact.answer()));
    }
    if (random.nextDouble() < settings.smallTalk()) {
      turns.add(random.nextInt(turns.size() + 1), Draw.one(SMALL_TALK, random));
    }
    if (random.nextDouble() < settings.unknown() && persona.facts().size() < attributes.size()) {
      Exchange unknown = new Exchange(question(absent(persona, random), random), UNKNOWN_ANSWER);
      turns.add(random.nextInt(turns.size() + 1), unknown);
    }
    turns.set(0, turns.get(0).after(told(persona, random)));
    return turns;
  }

  private Persona persona(Split split, SplittableRandom random) {
    for (int draw = 0; draw < MOST_DRAWS; draw++) {
      int size = random.nextInt(settings.minFacts(), settings.maxFacts() + 1);
      Persona persona =
          new Persona(
              Draw.shuffled(attributes, random).subList(0, size).stream()
                  .map(attribute -> new Persona.Fact(attribute, value(attribute, random)))
                  .toList());
      if (persona.split() == split) {
        return persona;
      }
    }
    throw new UserException(
        "persona-sim: with these settings there are too few personas for a "
            + split.word()
            + " split of their own; raise values, attributes or max-facts");
  }

  private String value(Attribute attribute, SplittableRandom random) {
    return attribute.values().get(random.nextInt(settings.values()));
  }

  private Attribute absent(Persona persona, SplittableRandom random) {
    List<Attribute> present = persona.facts().stream().map(Persona.Fact::attribute).toList();
    return Draw.one(
        attributes.stream().filter(attribute -> !present.contains(attribute)).toList(), random);
  }

  private static String told(Persona persona, SplittableRandom random) {
    StringBuilder lines = new StringBuilder();
    for (Persona.Fact fact : persona.facts()) {
      String line = Draw.one(fact.attribute().facts(), random).replace("%s", fact.value());
      lines.append("your persona: ").append(line).append('\n');
    }
    return lines.toString();
  }

  private String question(Attribute attribute, SplittableRandom random) {
    String question = Draw.one(attribute.questions(), random);
    return random.nextDouble() < settings.chatter()
        ? Draw.one(REMARKS, random) + " " + question
        : question;
  }
}
