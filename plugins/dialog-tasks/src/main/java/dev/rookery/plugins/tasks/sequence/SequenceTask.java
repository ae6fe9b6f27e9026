package dev.rookery.plugins.tasks.sequence;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType.Split;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The task {@code sequences}: each line of a file is something to write, from nothing. */
public final class SequenceTask implements TeacherFactory {

  private static final int IN_ALL = 1000;
  private static final double DEFAULT_FRACTION = 0.02;

  private static final Setting<Path> PATH =
      Setting.path("path")
          .optional()
          .describedAs(
              "the file, one sequence a line, of which the first word counts; may end in .gz");
  private static final Setting<Path> VALID_PATH =
      Setting.path("valid-path")
          .optional()
          .describedAs("the file of the valid split, if it is apart");
  private static final Setting<Path> TEST_PATH =
      Setting.path("test-path")
          .optional()
          .describedAs("the file of the test split, if it is apart");
  private static final Setting<Double> VALID_FRACTION =
      Setting.decimal("valid-fraction")
          .within(0, 0.9)
          .defaultsTo(DEFAULT_FRACTION)
          .describedAs("share of the lines, spread evenly, that is the valid split");
  private static final Setting<Boolean> WHOLE_LINES =
      Setting.bool("whole-lines")
          .defaultsTo(false)
          .describedAs("take each line as a whole, not its first word");

  @Override
  public String name() {
    return "sequences";
  }

  @Override
  public String description() {
    return "Sequences to write, one a line of a file, such as SMILES.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(PATH, VALID_PATH, TEST_PATH, VALID_FRACTION, WHOLE_LINES);
  }

  @Override
  public Teacher create(TeacherContext context) {
    Settings settings = context.settings();
    Split split = context.dataType().split();
    if (split == Split.VALID && settings.find(VALID_PATH).isPresent()) {
      return teacher(settings.get(VALID_PATH), context, Share.ALL);
    }
    if (split == Split.TEST && settings.find(TEST_PATH).isPresent()) {
      return teacher(settings.get(TEST_PATH), context, Share.ALL);
    }
    Path path =
        settings
            .find(PATH)
            .orElseThrow(() -> new SettingsException("task sequences needs a file: set task.path"));
    double fraction = settings.find(VALID_PATH).isPresent() ? 0 : settings.get(VALID_FRACTION);
    return teacher(path, context, new Share(fraction, split == Split.TRAIN));
  }

  /**
   * Which lines belong to a split.
   *
   * @param held share of the lines that are held out
   * @param others whether the lines that are not held out are meant
   */
  private record Share(double held, boolean others) {

    static final Share ALL = new Share(0, true);

    /** Tells the digests of two splits of one file apart. */
    String mark() {
      return held == 0 ? "" : (others ? " without " : " only ") + "every 1/" + held;
    }

    boolean has(int line) {
      long before = (long) (line * held * IN_ALL + 1e-6) / IN_ALL;
      long after = (long) ((line + 1) * held * IN_ALL + 1e-6) / IN_ALL;
      return after == before == others;
    }
  }

  private static Teacher teacher(Path path, TeacherContext context, Share share) {
    SequenceFile file = SequenceFile.read(path, context.settings().get(WHOLE_LINES));
    List<SequenceFile.Line> kept = new ArrayList<>();
    for (int line = 0; line < file.sequences().size(); line++) {
      if (share.has(line)) {
        kept.add(file.sequences().get(line));
      }
    }
    if (kept.isEmpty()) {
      throw new UserException(nothingLeft(path, file.sequences().size(), share.held(), context));
    }
    return new SequenceTeacher(
        context.task(), context.dataType(), path, kept, file.digest() + share.mark());
  }

  private static String nothingLeft(Path path, int size, double held, TeacherContext context) {
    String split = context.dataType().split().word();
    String another = "name a file for it with task." + split + "-path";
    if (context.settings().find(VALID_PATH).isPresent()) {
      return "beside task.valid-path, nothing of "
          + path
          + " is the "
          + split
          + " split; "
          + another;
    }
    return "of %s in %s, task.valid-fraction = %s leaves none for the %s split; %s"
        .formatted(
            size == 1 ? "the one sequence" : "the " + size + " sequences",
            path,
            held,
            split,
            size == 1
                ? another
                : "set task.valid-fraction=" + fractionFor(size) + " or more, or " + another);
  }

  /** A share of so many lines that has one of them at least: the default where that does. */
  private static BigDecimal fractionFor(int size) {
    int places = String.valueOf(size).length() + 1;
    return BigDecimal.ONE
        .divide(BigDecimal.valueOf(size), places, RoundingMode.UP)
        .max(BigDecimal.valueOf(DEFAULT_FRACTION))
        .stripTrailingZeros();
  }
}
