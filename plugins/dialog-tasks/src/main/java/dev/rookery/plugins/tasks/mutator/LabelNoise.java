package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Puts wrong labels into data with two classes. Which messages get one follows from their text
 * alone (the first byte of its MD5 digest, as in ParlAI's {@code mutators/flip_labels.py}), so it
 * is the same in every epoch and run.
 */
record LabelNoise(String name, String description, Choice choice, Set<Use> uses)
    implements MutatorFactory {

  /** Which label a message gets. */
  enum Choice {
    OTHER,
    EITHER
  }

  /** What a message is for. */
  enum Use {
    LEARNING,
    EVALUATION
  }

  private static final Setting<Double> NOISE_LEVEL =
      Setting.decimal("noise-level")
          .within(0, 1)
          .describedAs("share of the messages that get another label");
  private static final Setting<List<String>> CLASSES =
      Setting.textList("classification-label-to-mutate")
          .defaultsTo(List.of("__ok__", "__notok__"))
          .checked("must be two labels", labels -> labels.size() == 2)
          .describedAs("the two labels");

  LabelNoise {
    uses = Set.copyOf(uses);
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(NOISE_LEVEL, CLASSES);
  }

  @Override
  public Mutator create(Settings settings) {
    double level = settings.get(NOISE_LEVEL);
    List<String> classes = settings.get(CLASSES);
    return (episode, random) -> {
      List<Message> turns = new ArrayList<>(episode.size());
      for (Message turn : episode.turns()) {
        turns.add(noisy(turn, level, classes));
      }
      return List.of(MessageText.episode(turns));
    };
  }

  private Message noisy(Message turn, double level, List<String> classes) {
    String field = turn.has(Message.LABELS) ? Message.LABELS : Message.EVAL_LABELS;
    Use use = turn.has(Message.LABELS) ? Use.LEARNING : Use.EVALUATION;
    if (!turn.has(field) || !uses.contains(use)) {
      return turn;
    }
    if (turn.anyLabels().size() != 1) {
      throw new UserException("mutator " + name + " wants one label a message, not " + turn);
    }
    byte[] digest = md5(turn.text().orElse(""));
    if (Byte.toUnsignedInt(digest[0]) >= level * 256) {
      return turn;
    }
    String given = turn.anyLabels().get(0);
    int index = classes.indexOf(given);
    if (choice == Choice.EITHER) {
      index = Byte.toUnsignedInt(digest[1]) > 128 ? 1 : 0;
    } else if (index < 0) {
      throw new UserException(
          "mutator " + name + ": the label \"" + given + "\" is none of " + classes);
    }
    return turn.with(field, List.of(classes.get(1 - index)));
  }

  private static byte[] md5(String text) {
    try {
      return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
