package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * FbDialog: {@code number text<TAB>labels<TAB>reward<TAB>candidates}. A number that doesn't grow
 * starts an episode. Lines without labels are context of the next line that has some.
 *
 * <p>Where ParlAI's reader has quirks, such as a number alone being a text, this one has them too
 * ({@code FbDeprecatedDialogTeacher.setup_data} in {@code parlai/core/teachers.py}).
 */
final class FbDialogParser implements LineParser {

  private static final Integer NO_REWARD = 0;

  private final List<Message> turns = new ArrayList<>();
  private String context = "";
  private Number reward = NO_REWARD;
  private long lastNumber = Long.MAX_VALUE;

  @Override
  public void line(Line line, Consumer<Episode> out) throws BadLine {
    String text = PythonText.strip(line.text()).replace("\\n", "\n");
    if (text.isEmpty()) {
      return;
    }
    int space = text.indexOf(' ');
    long number = number(line, space < 0 ? text : text.substring(0, space));
    String[] columns = text.substring(space + 1).split("\t", -1);
    for (int i = 0; i < columns.length; i++) {
      columns[i] = PythonText.strip(columns[i]);
    }
    double earned = columns.length > 2 ? earned(line, columns[2]) : 0;
    List<String> labels = columns.length > 1 ? choices(columns[1]) : List.of();
    List<String> candidates =
        columns.length > 3 && !labels.isEmpty() ? List.of(columns[3].split("\\|", -1)) : List.of();
    if (!candidates.isEmpty() && !candidates.contains(labels.get(0))) {
      throw new BadLine(
          line.number(), "the label \"" + labels.get(0) + "\" is not one of the candidates");
    }
    if (number <= lastNumber) {
      end(out);
      context = columns[0];
    } else {
      context = context.isEmpty() ? columns[0] : context + "\n" + columns[0];
    }
    lastNumber = number;
    if (columns.length > 2 && !columns[2].isEmpty()) {
      reward = reward.doubleValue() + earned;
    }
    if (!labels.isEmpty()) {
      addTurn(labels, candidates);
    }
  }

  @Override
  public void end(Consumer<Episode> out) {
    context = PythonText.strip(context);
    if (!context.isEmpty()) {
      addTurn(List.of(), List.of());
    }
    if (!turns.isEmpty()) {
      out.accept(Turns.episode(turns));
      turns.clear();
    }
    reward = NO_REWARD;
    context = "";
  }

  private void addTurn(List<String> labels, List<String> candidates) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(Message.TEXT, context);
    if (!labels.isEmpty()) {
      fields.put(Message.LABELS, labels);
    }
    fields.put(Message.REWARD, reward);
    if (!candidates.isEmpty()) {
      fields.put(Message.LABEL_CANDIDATES, candidates);
    }
    turns.add(Message.of(fields));
    context = "";
    reward = NO_REWARD;
  }

  private static List<String> choices(String column) {
    return column.isEmpty() ? List.of() : List.of(column.split("\\|", -1));
  }

  private static long number(Line line, String word) throws BadLine {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new BadLine(
          line.number(),
          "does not start with the number of the turn and a space but with \""
              + Turns.excerpt(word)
              + '"');
    }
  }

  private static double earned(Line line, String column) throws BadLine {
    try {
      return column.isEmpty() ? 0 : Double.parseDouble(column);
    } catch (NumberFormatException e) {
      throw new BadLine(
          line.number(), "the reward \"" + Turns.excerpt(column) + "\" is not a number");
    }
  }
}
