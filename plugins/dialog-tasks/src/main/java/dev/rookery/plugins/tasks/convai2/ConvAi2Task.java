package dev.rookery.plugins.tasks.convai2;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.plugins.tasks.format.FileTeachers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@code convai2}: people who were given personas get to know each other. */
public final class ConvAi2Task implements TeacherFactory {

  private static final Setting<Boolean> YOUR_PERSONA_FIRST =
      Setting.bool("your-persona-first")
          .defaultsTo(true)
          .describedAs("normalized variants: the own persona before the partner's");
  private static final Setting<Integer> MAX_NUM_TURNS =
      Setting.integer("max-num-turns")
          .atLeast(-1)
          .defaultsTo(-1)
          .in("turns")
          .describedAs("normalized variants: keep the first turns of an episode; -1 keeps all");

  @Override
  public String name() {
    return "convai2";
  }

  @Override
  public String description() {
    return "ConvAI2 (PersonaChat): small talk of people who were given personas.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(YOUR_PERSONA_FIRST, MAX_NUM_TURNS);
  }

  @Override
  public Teacher create(TeacherContext context) {
    Variant variant = Variant.parse(context.task(), context.variants());
    Path file =
        new ConvAi2Files(context.dataPath(), context.downloads())
            .find(variant.fileName(context.dataType().split()));
    return FileTeachers.fbDialog(
        file, context.task(), context.dataType(), change(variant, context.settings()));
  }

  private static UnaryOperator<Episode> change(Variant variant, Settings settings) {
    if (variant.style() == Variant.Style.PLAIN) {
      return UnaryOperator.identity();
    }
    int most = settings.get(MAX_NUM_TURNS);
    UnaryOperator<Episode> normalized =
        new NormalizedEpisodes(
            variant.style() == Variant.Style.NORMALIZED_THEIR, settings.get(YOUR_PERSONA_FIRST));
    return episode -> normalized.apply(most > 0 ? first(episode, most) : episode);
  }

  private static Episode first(Episode episode, int most) {
    if (episode.size() <= most) {
      return episode;
    }
    List<Message> turns = new ArrayList<>(episode.turns().subList(0, most));
    turns.set(most - 1, turns.get(most - 1).with(Message.EPISODE_DONE, true));
    return new Episode(turns);
  }
}
