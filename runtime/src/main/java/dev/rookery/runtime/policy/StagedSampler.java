package dev.rookery.runtime.policy;

import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.runtime.config.HoconText;
import dev.rookery.runtime.policy.SequenceRounds.Written;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Lets a policy write sequences in the stages of a {@link Prompting}, as PromptSMILES does (Thomas
 * et al. 2024). All sequences go through a stage together. What is drawn derives from the seed and
 * the number of the sequence alone, however many are written at once.
 */
public final class StagedSampler {

  private static final long STAGES = -1;

  private final Prompting prompting;
  private final String shown;
  private final String where;
  private final SequenceSampler sampler;
  private final SequenceCodec codec;
  private final LikeliestText likeliest;

  /**
   * Makes a sampler.
   *
   * @param shown the prompting with its settings
   * @param where the prompting was named
   * @param agent writes, and finds texts likely, as it is when it is asked
   */
  StagedSampler(Prompting prompting, String shown, String where, PolicyAgent agent) {
    this.prompting = prompting;
    this.shown = shown;
    this.where = where;
    sampler = agent.sampler();
    codec = agent.codec();
    likeliest = new LikeliestText(agent);
  }

  /**
   * Makes the sampler of a prompting that the settings name.
   *
   * @throws dev.rookery.api.UserException if its name or a setting is wrong
   */
  public static StagedSampler of(ComponentRef reference, Components components, PolicyAgent agent) {
    Components.Found<PromptingFactory> found = components.find(PromptingFactory.class, reference);
    return new StagedSampler(
        found.factory().create(found.settings()),
        HoconText.of(found.factory().name(), found.settings()),
        "the prompting \"" + reference.name() + "\" (" + reference.origin() + ")",
        agent);
  }

  /** The prompting with all its settings, the same for the same ones. */
  @Override
  public String toString() {
    return shown;
  }

  /**
   * Writes sequences, each with what the policy wrote in the last stage in which it wrote.
   *
   * @param request its prompts are those of the stages instead
   * @throws dev.rookery.api.UserException if the first prompt of a sequence can't be written; says
   *     why
   */
  public List<Written> write(SequenceSampler.Request request) {
    List<Row> rows = new ArrayList<>();
    for (int place = 0; place < request.count(); place++) {
      long seed = Shuffle.mix(request.seed(), request.firstNumber() + place, STAGES);
      rows.add(new Row(place, prompting.begin(new SplittableRandom(seed))));
    }
    List<Row> open = rows;
    for (int stage = 0; !open.isEmpty(); stage++) {
      open = chosen(open, stage == 0);
      goOn(open, stage == 0 ? request : request.with(Shuffle.mix(request.seed(), stage)));
      open = open.stream().filter(Row::advance).toList();
    }
    return rows.stream().map(Row::written).toList();
  }

  /** A sequence on its way. */
  private final class Row {
    private final int place;
    private PromptStage stage;
    private LikeliestText.Choice choice = LikeliestText.Choice.NONE;
    private Optional<Rollout> rollout = Optional.empty();
    private String text = "";

    Row(int place, PromptStage stage) {
      this.place = place;
      this.stage = stage;
    }

    void wrote(Rollout written) {
      rollout = Optional.of(written);
      text = codec.decode(written.actions());
    }

    /** Whether there is another stage. */
    boolean advance() {
      Optional<PromptStage> next = stage.next(choice.place(), text);
      next.ifPresent(following -> stage = following);
      return next.isPresent();
    }

    Written written() {
      return new Written(rollout.orElseThrow(), text);
    }
  }

  /** Those rows that have a text to go on from, which is chosen. */
  private List<Row> chosen(List<Row> rows, boolean first) {
    List<LikeliestText.Choice> choices =
        likeliest.choose(rows.stream().map(row -> row.stage).toList());
    List<Row> left = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      row.choice = choices.get(i);
      if (row.choice.place() >= 0) {
        left.add(row);
      } else if (first) {
        throw unwritable(row.stage.texts().get(0));
      }
    }
    return left;
  }

  private UserException unwritable(String text) {
    try {
      Prompts.of(text, codec);
      throw new IllegalStateException("\"" + text + "\" can be written");
    } catch (UserException e) {
      return new UserException(
          where
              + " begins with what this policy can't write; leave it out, or take another policy: "
              + e.getMessage(),
          e);
    }
  }

  private void goOn(List<Row> rows, SequenceSampler.Request request) {
    List<Row> writing = rows.stream().filter(row -> row.stage.goesOn()).toList();
    List<SequenceSampler.Prompt> prompts =
        new ArrayList<>(
            IntStream.range(0, request.count())
                .mapToObj(place -> SequenceSampler.Prompt.NONE)
                .toList());
    for (Row row : rows) {
      row.text = row.choice.text();
      if (row.stage.goesOn()) {
        prompts.set(row.place, Prompts.of(row.text, codec));
      }
    }
    int[] places = writing.stream().mapToInt(row -> row.place).toArray();
    List<Rollout> rollouts = sampler.sample(request.with(prompts), places);
    for (int i = 0; i < rollouts.size(); i++) {
      writing.get(i).wrote(rollouts.get(i));
    }
  }
}
