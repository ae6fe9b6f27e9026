package dev.rookery.runtime.text;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.testkit.TokenizerContract;
import org.junit.jupiter.api.Nested;

final class TokenizersContractTest {

  abstract static class OfOurs extends TokenizerContract {
    private final String name;

    OfOurs(String name) {
      this.name = name;
    }

    @Override
    protected TokenizerFactory factory() {
      return BuiltInTokenizers.find(ComponentRef.of(name));
    }
  }

  @Nested
  final class Re extends OfOurs {
    Re() {
      super("re");
    }
  }

  @Nested
  final class Space extends OfOurs {
    Space() {
      super("space");
    }
  }

  @Nested
  final class Split extends OfOurs {
    Split() {
      super("split");
    }
  }
}
