package dev.rookery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class HookTest {

  @Test
  void everyMethodOfAPluginIsAHook() {
    assertThat(Hook.ALL)
        .extracting(Hook::name)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Plugin.class.getMethods()).map(Method::getName).toList());
  }

  @Test
  void everyTypeHasAHook() {
    assertThat(Hook.ALL).extracting(Hook::type).containsExactlyInAnyOrder(ComponentType.values());
  }
}
