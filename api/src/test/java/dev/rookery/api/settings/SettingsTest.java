package dev.rookery.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

  private static SettingsSpec spec() {
    return SettingsSpec.of(
        Setting.integer("size").defaultsTo(3),
        Setting.textList("words").defaultsTo(List.of("a")),
        Setting.text("title").optional());
  }

  @Test
  void aSettingThatIsDeclaredAnewIsTheSame() {
    Settings settings = spec().defaults();

    assertThat(settings.get(Setting.integer("size"))).isEqualTo(3);
    assertThat(settings.find(Setting.text("title"))).isEmpty();
  }

  @Test
  void aSettingOfAnotherTypeIsAnother() {
    Settings settings = spec().defaults();

    assertThatThrownBy(() -> settings.get(Setting.longInteger("size")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "setting \"size\" is declared as whole number (Integer), not as whole number (Long)");
    assertThatThrownBy(() -> settings.get(Setting.decimalList("words")))
        .hasMessageContaining("list of texts (List), not as list of numbers (List)");
    assertThatThrownBy(() -> settings.get(Setting.integer("depth")))
        .hasMessageContaining("setting \"depth\" is not declared");
  }

  @Test
  void listingsAreInTheOrderOfTheDeclaration() {
    Setting<?>[] many = new Setting<?>[12];
    for (int i = 0; i < many.length; i++) {
      many[i] = Setting.integer("s" + i).defaultsTo(i);
    }
    Map<String, Object> map = SettingsSpec.of(many).defaults().asMap();

    assertThat(map.values()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThatThrownBy(() -> map.put("s0", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<String> problems(Setting<?> setting, Map<String, SettingsValue> values) {
    Problems problems = new Problems();
    SettingsSpec.of(setting).read(new SettingsNode("agent", values), problems);
    return problems.all();
  }

  @Test
  void settingsOfAComponentWithoutItsNameAreThoseOfTheDefault() {
    Setting<ComponentRef> optimizer =
        Setting.component("optimizer").defaultsTo(ComponentRef.of("sgd"));
    SettingsNode section =
        new SettingsNode("optimizer", Map.of("momentum", new SettingsValue("0.9", "here")));
    Map<String, SettingsValue> given = Map.of("optimizer", new SettingsValue(section, "here"));
    Problems problems = new Problems();
    ComponentRef read =
        SettingsSpec.of(optimizer).read(new SettingsNode("", given), problems).get(optimizer);

    assertThat(problems.all()).isEmpty();
    assertThat(read.name()).isEqualTo("sgd");
    assertThat(read.options().values()).containsOnlyKeys("momentum");
    assertThat(problems(Setting.component("optimizer"), given))
        .singleElement()
        .asString()
        .contains("must have a key \"name\"");
  }

  @Test
  void aSectionThatIsLeftOutStillLacksItsRequiredSettings() {
    SettingsSpec inner = SettingsSpec.of(Setting.path("file").describedAs("the words"));
    Setting<SettingsNode> section = Setting.section("dictionary", inner);
    Map<String, SettingsValue> given = new LinkedHashMap<>();
    given.put(
        "dictionary", new SettingsValue(SettingsNode.empty("agent.dictionary"), "tutor.conf: 3"));

    assertThat(problems(section, given))
        .containsExactly("agent.dictionary.file is missing: the words");
    assertThat(problems(section, Map.of())).isEqualTo(problems(section, given));
    assertThat(problems(section.optional(), Map.of())).isEmpty();
  }
}
