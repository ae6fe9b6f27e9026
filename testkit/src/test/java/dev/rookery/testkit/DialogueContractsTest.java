package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contracts of agents, mutators and plugins hold for right ones, and find the faults of wrong
 * ones.
 */
final class DialogueContractsTest {

  private static final List<Episode> EPISODES =
      List.of(
          TestingTeacher.episode("hi", "hello", "bye", "so long"),
          TestingTeacher.episode("one", "two"),
          TestingTeacher.episode("a", "b", "c", "d", "e", "f"));

  /** Says what it heard in the episode so far; wrong in one way on demand. */
  record Parrots(String fault) implements AgentFactory {
    @Override
    public String name() {
      return "parrot";
    }

    @Override
    public String description() {
      return "An agent for tests.";
    }

    @Override
    public Agent create(AgentContext context) {
      return new Parrot(fault);
    }
  }

  private static final class Parrot implements Agent {
    private final String fault;
    private final List<String> shared = new ArrayList<>();

    Parrot(String fault) {
      this.fault = fault;
    }

    @Override
    public String id() {
      return "parrot";
    }

    @Override
    public Conversation converse() {
      return new Memory(fault.equals("shared") ? shared : new ArrayList<>(), fault);
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      List<Message> replies = new ArrayList<>();
      for (Conversation conversation : conversations) {
        String text = String.join(" ", ((Memory) conversation).heard);
        replies.add(
            Message.ofText(text + (fault.equals("batch") ? conversations.size() : ""))
                .with(Message.ID, fault.equals("id") ? "somebody" : id()));
      }
      if (fault.equals("random")) {
        replies.replaceAll(reply -> reply.with("time", System.nanoTime()));
      }
      return replies;
    }
  }

  private static final class Memory implements Conversation {
    private final List<String> heard;
    private final String fault;
    private boolean over;

    Memory(List<String> heard, String fault) {
      this.heard = heard;
      this.fault = fault;
    }

    @Override
    public void observe(Message message) {
      if (over) {
        reset();
      }
      message.text().ifPresent(heard::add);
      over = message.episodeDone();
    }

    @Override
    public void reset() {
      if (!fault.equals("reset")) {
        heard.clear();
      }
    }
  }

  abstract static class ParrotContract extends AgentContract {
    private final String fault;

    ParrotContract(String fault) {
      this.fault = fault;
    }

    @Override
    protected AgentFactory factory() {
      return new Parrots(fault);
    }
  }

  @Nested
  final class RightAgent extends ParrotContract {
    RightAgent() {
      super("");
    }
  }

  static final class SharedFault extends ParrotContract {
    SharedFault() {
      super("shared");
    }
  }

  static final class BatchFault extends ParrotContract {
    BatchFault() {
      super("batch");
    }
  }

  static final class IdFault extends ParrotContract {
    IdFault() {
      super("id");
    }
  }

  static final class ResetFault extends ParrotContract {
    ResetFault() {
      super("reset");
    }
  }

  static final class RandomFault extends ParrotContract {
    RandomFault() {
      super("random");
    }
  }

  @Test
  void findsFaultsOfAgents() {
    assertThat(ContractRun.failures(SharedFault.class)).contains("conversationsShareNoHistory()");
    assertThat(ContractRun.failures(BatchFault.class))
        .containsExactly("aBatchIsAnsweredLikeOneByOne()");
    assertThat(ContractRun.failures(IdFault.class)).contains("itsMessagesCarryItsId()");
    assertThat(ContractRun.failures(ResetFault.class))
        .containsExactlyInAnyOrder("resetForgets()", "theEndOfAnEpisodeForgets()");
    assertThat(ContractRun.failures(RandomFault.class))
        .contains("theSameSeedGivesTheSameReplies()");
  }

  /** Drops random turns' labels; wrong in one way on demand. */
  record Cutters(String fault) implements MutatorFactory {
    @Override
    public String name() {
      return "cutter";
    }

    @Override
    public String description() {
      return "A mutator for tests.";
    }

    @Override
    public Mutator create(Settings settings) {
      int[] calls = new int[1];
      SplittableRandom own = new SplittableRandom();
      return (episode, random) -> {
        int keep = (fault.equals("random") ? own : random).nextInt(1, episode.size() + 1);
        if (fault.equals("count")) {
          keep = 1 + calls[0]++ % episode.size();
        }
        List<Message> turns = new ArrayList<>(episode.turns().subList(0, keep));
        if (!fault.equals("end")) {
          turns.set(keep - 1, turns.get(keep - 1).with(Message.EPISODE_DONE, true));
        }
        turns.replaceAll(turn -> fault.equals("random") ? turn.with("n", own.nextLong()) : turn);
        return List.of(new Episode(turns));
      };
    }
  }

  abstract static class CutterContract extends MutatorContract {
    private final String fault;

    CutterContract(String fault) {
      this.fault = fault;
    }

    @Override
    protected MutatorFactory factory() {
      return new Cutters(fault);
    }

    @Override
    protected List<Episode> episodes() {
      return List.of(EPISODES.get(2), EPISODES.get(2), EPISODES.get(2), EPISODES.get(0));
    }
  }

  @Nested
  final class RightMutator extends CutterContract {
    RightMutator() {
      super("");
    }
  }

  static final class RandomMutator extends CutterContract {
    RandomMutator() {
      super("random");
    }
  }

  static final class CountingMutator extends CutterContract {
    CountingMutator() {
      super("count");
    }
  }

  static final class EndlessMutator extends CutterContract {
    EndlessMutator() {
      super("end");
    }
  }

  @Test
  void findsFaultsOfMutators() {
    assertThat(ContractRun.failures(RandomMutator.class))
        .contains("theSameRandomNumbersGiveTheSameEpisodes()");
    assertThat(ContractRun.failures(CountingMutator.class))
        .contains("theSameRandomNumbersGiveTheSameEpisodes()", "theOrderOfEpisodesDoesNotMatter()");
    assertThat(ContractRun.failures(EndlessMutator.class))
        .containsExactly("onlyTheLastTurnEndsTheEpisode()");
  }

  /** A plugin with a name, an alias and a default that are wrong, and without a service entry. */
  static final class WrongPluginContract extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new Plugin() {
        @Override
        public List<AgentFactory> agents() {
          return List.of(
              new AgentFactory() {
                @Override
                public String name() {
                  return "Wrong_Name";
                }

                @Override
                public String description() {
                  return "";
                }

                @Override
                public SettingsSpec settings() {
                  return SettingsSpec.of(
                      Setting.integer("size").atLeast(1).defaultsTo(0).alias("s"),
                      Setting.integer("steps").defaultsTo(1).alias("s"));
                }

                @Override
                public Agent create(AgentContext context) {
                  return new Parrot("");
                }
              });
        }
      };
    }
  }

  @Test
  void findsFaultsOfPlugins() {
    assertThat(ContractRun.failures(WrongPluginContract.class))
        .containsExactlyInAnyOrder(
            "isNamedInItsServiceEntry()",
            "namesMatchThePatternAndDiffer()",
            "everythingIsDescribed()",
            "settingsHaveNamesAndAliasesOfTheirOwn()",
            "defaultsPassTheirOwnChecks()");
  }
}
