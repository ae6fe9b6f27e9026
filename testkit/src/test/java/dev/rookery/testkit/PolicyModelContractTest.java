package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.policy.PolicyModelFactory;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract holds for a right policy, and finds each fault of a wrong one. */
final class PolicyModelContractTest {

  /** What all cases share. */
  abstract static class TinyPolicyContract extends PolicyModelContract {
    private final TinyPolicy.Fault fault;

    TinyPolicyContract(TinyPolicy.Fault fault) {
      this.fault = fault;
    }

    @Override
    protected PolicyModelFactory factory() {
      return new TinyPolicy.Factory(fault);
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    protected boolean knowsStarts() {
      return false;
    }
  }

  @Nested
  final class RightPolicy extends TinyPolicyContract {
    RightPolicy() {
      super(TinyPolicy.Fault.NONE);
    }
  }

  /** Run by the tests below, not by themselves. */
  static final class WrongPolicies {
    private WrongPolicies() {}

    static final class State extends TinyPolicyContract {
      State() {
        super(TinyPolicy.Fault.STATE);
      }
    }

    static final class Future extends TinyPolicyContract {
      Future() {
        super(TinyPolicy.Fault.FUTURE);
      }
    }

    static final class Undeclared extends TinyPolicyContract {
      Undeclared() {
        super(TinyPolicy.Fault.UNDECLARED);
      }
    }

    static final class SharedField extends TinyPolicyContract {
      SharedField() {
        super(TinyPolicy.Fault.SHARED_FIELD);
      }
    }

    static final class Leak extends TinyPolicyContract {
      Leak() {
        super(TinyPolicy.Fault.LEAK);
      }
    }

    static final class UnreachedWeight extends TinyPolicyContract {
      UnreachedWeight() {
        super(TinyPolicy.Fault.UNREACHED_WEIGHT);
      }
    }

    static final class Seed extends TinyPolicyContract {
      Seed() {
        super(TinyPolicy.Fault.SEED);
      }
    }
  }

  @Test
  void findsAStateThatGoesAnotherWayThanWholeSequences() {
    assertThat(ContractRun.failedMethods(WrongPolicies.State.class))
        .containsExactlyInAnyOrder(
            "writingTokenByTokenSaysWhatWholeSequencesSay()",
            "rowsMayLeave()",
            "anEpisodeMayBeginWhileOthersGoOn()");
  }

  @Test
  void findsThatALaterTokenIsSeen() {
    assertThat(ContractRun.failedMethods(WrongPolicies.Future.class))
        .contains("aLaterTokenMovesNothingBeforeIt()", "paddingMovesNothingBeforeIt()");
  }

  @Test
  void findsAFieldThatIsNotDeclared() {
    assertThat(ContractRun.failedMethods(WrongPolicies.Undeclared.class))
        .containsExactly("writesTheFieldsThatItDeclares()");
  }

  @Test
  void findsThatActorAndCriticShareAField() {
    assertThat(ContractRun.failedMethods(WrongPolicies.SharedField.class))
        .containsExactly("actorAndCriticRememberApart()");
  }

  @Test
  void findsALeak() {
    assertThat(ContractRun.failedMethods(WrongPolicies.Leak.class))
        .containsExactly("whatAStepMakesGoesWithTheStep()");
  }

  @Test
  void findsAWeightThatNoGradientReaches() {
    assertThat(ContractRun.failedMethods(WrongPolicies.UnreachedWeight.class))
        .containsExactly("gradientsReachEveryWeight()");
  }

  @Test
  void findsWeightsThatDoNotFollowTheSeed() {
    assertThat(ContractRun.failedMethods(WrongPolicies.Seed.class))
        .containsExactly("theSeedGivesTheWeights()");
  }
}
