package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.model.GeneratorModelFactory;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract holds for a right model, and finds each fault of a wrong one. */
final class GeneratorModelContractTest {

  /** Settings that all cases share. */
  abstract static class TinyModelContract extends GeneratorModelContract {
    private final TinyModel.Fault fault;

    TinyModelContract(TinyModel.Fault fault) {
      this.fault = fault;
    }

    @Override
    protected GeneratorModelFactory factory() {
      return new TinyModel.Factory(fault);
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of("hidden-size", 6);
    }
  }

  @Nested
  final class RightModel extends TinyModelContract {
    RightModel() {
      super(TinyModel.Fault.NONE);
    }
  }

  @Nested
  final class RightModelWithoutIncrementalState extends TinyModelContract {
    RightModelWithoutIncrementalState() {
      super(TinyModel.Fault.NO_STATE);
    }
  }

  /** Run by the tests below, not by themselves. */
  static final class WrongModels {
    private WrongModels() {}

    static final class Padding extends TinyModelContract {
      Padding() {
        super(TinyModel.Fault.PADDING);
      }
    }

    static final class Order extends TinyModelContract {
      Order() {
        super(TinyModel.Fault.ORDER);
      }
    }

    static final class Leak extends TinyModelContract {
      Leak() {
        super(TinyModel.Fault.LEAK);
      }
    }

    static final class UnreachedWeight extends TinyModelContract {
      UnreachedWeight() {
        super(TinyModel.Fault.UNREACHED_WEIGHT);
      }
    }

    static final class Seed extends TinyModelContract {
      Seed() {
        super(TinyModel.Fault.SEED);
      }
    }

    static final class State extends TinyModelContract {
      State() {
        super(TinyModel.Fault.STATE);
      }
    }

    static final class FreedNumber extends TinyModelContract {
      FreedNumber() {
        super(TinyModel.Fault.FREED_NUMBER);
      }
    }
  }

  @Test
  void findsPaddingThatMovesTheStates() {
    assertThat(ContractRun.failures(WrongModels.Padding.class))
        .containsExactlyInAnyOrder("paddingMovesNoLogit()", "paddingMovesNoIncrementalStep()");
  }

  @Test
  void findsAWrongReorder() {
    assertThat(ContractRun.failures(WrongModels.Order.class))
        .containsExactlyInAnyOrder("reorderPicksRows()", "reorderFollowsABeam()");
  }

  @Test
  void findsALeak() {
    assertThat(ContractRun.failures(WrongModels.Leak.class))
        .containsExactly("whatAStepMakesGoesWithTheStep()");
  }

  @Test
  void findsAWeightThatNoGradientReaches() {
    assertThat(ContractRun.failures(WrongModels.UnreachedWeight.class))
        .containsExactly("gradientsReachEveryWeight()");
  }

  @Test
  void findsWeightsThatDoNotFollowTheSeed() {
    assertThat(ContractRun.failures(WrongModels.Seed.class))
        .containsExactly("theSeedGivesTheWeights()");
  }

  @Test
  void findsAStateThatGoesAnotherWayThanTeacherForcing() {
    assertThat(ContractRun.failures(WrongModels.State.class))
        .contains("stepByStepGivesTheLogitsOfTeacherForcing()");
  }

  @Test
  void findsANumberThatTheBackwardPassReadsAfterItWasFreed() {
    assertThat(ContractRun.failures(WrongModels.FreedNumber.class))
        .containsExactly("gradientsSurviveAGarbageCollectionBeforeTheBackwardPass()");
  }
}
