package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.dialogue.DataType.Split;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A set of facts. Which split it belongs to follows from the facts alone, whatever their order,
 * their wording and the seed, so no two splits ever share a persona.
 *
 * @param facts in the order in which they are told
 */
record Persona(List<Fact> facts) {

  private static final int BUCKETS = 10;

  /**
   * One thing about the persona.
   *
   * @param value one of the attribute's
   */
  record Fact(Attribute attribute, String value) {

    String answer() {
      return attribute.answer().replace("%s", value);
    }
  }

  Persona {
    facts = List.copyOf(facts);
  }

  /**
   * Eight in ten personas are for training, one in ten for validation, one in ten for testing.
   * Those of one fact are all for training: there are too few of them to be worth a test, and they
   * are what a model learns first from.
   */
  Split split() {
    if (facts.size() == 1) {
      return Split.TRAIN;
    }
    CRC32C hash = new CRC32C();
    hash.update(canonical().getBytes(StandardCharsets.UTF_8));
    return switch ((int) (mixed(hash.getValue()) % BUCKETS)) {
      case 0 -> Split.VALID;
      case 1 -> Split.TEST;
      default -> Split.TRAIN;
    };
  }

  /** The same text for the same set of facts. */
  String canonical() {
    return String.join(
        ";",
        facts.stream().map(fact -> fact.attribute().name() + "=" + fact.value()).sorted().toList());
  }

  // A CRC is linear: neighbouring texts fall into related buckets unless the bits are mixed.
  private static long mixed(long crc) {
    long bits = crc * 0x9E3779B97F4A7C15L;
    bits ^= bits >>> 32;
    bits *= 0xD6E8FEB86659FD93L;
    return (bits ^ (bits >>> 32)) & Long.MAX_VALUE;
  }
}
