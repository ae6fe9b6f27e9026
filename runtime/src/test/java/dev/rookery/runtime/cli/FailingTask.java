package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.testkit.TestingTeacher;
import java.util.OptionalLong;

/** A task whose training data fails in the middle, in a way that its setting says. */
public final class FailingTask implements TeacherFactory {

  private static final Setting<String> FAILURE =
      Setting.choice("failure", "none", "bug", "user", "linkage", "null").defaultsTo("none");

  @Override
  public String name() {
    return "failing";
  }

  @Override
  public String description() {
    return "Fails.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(FAILURE);
  }

  @Override
  public Teacher create(TeacherContext context) {
    return new Failing(context.dataType(), context.settings().get(FAILURE));
  }

  private record Failing(DataType dataType, String failure) implements IndexedTeacher {
    @Override
    public String id() {
      return "failing";
    }

    @Override
    public int size() {
      return 6;
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(6);
    }

    @Override
    @SuppressWarnings("NullAway") // null is one of the failures
    public Episode episode(int index) {
      if (index == 4 && dataType.split() == DataType.Split.TRAIN) {
        switch (failure) {
          case "bug" -> throw new IllegalStateException("lost\nthe thread");
          case "user" -> throw new UserException("talk.txt: line 7: no label");
          case "linkage" -> throw new NoClassDefFoundError("com/acme/Parser");
          case "null" -> {
            return null;
          }
          default -> {}
        }
      }
      Episode plain = TestingTeacher.episode("how many are " + index, index + " are");
      return new Episode(plain.turns().stream().map(dataType::present).toList());
    }
  }
}
