package dev.rookery.runtime.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/home/ann/runs/tutor | tutor",
        "--run=/home/ann/runs/tutor | --run=tutor",
        "zoo.index=[\"/home/ann/zoo\", \"/srv/zoo\"] | zoo.index=[\"zoo\", \"zoo\"]",
        "zoo.index=[/home/ann/zoo,/srv/zoo] | zoo.index=[zoo,zoo]",
        "task.files=[ /home/ann/a.txt, /srv/b.txt ] | task.files=[ a.txt, b.txt ]",
        "task.path='/home/ann/my data/a.txt' | task.path='a.txt'",
        "task={path: /home/ann/a.txt} | task={path: a.txt}",
        "task={\"path\":\"/home/ann/a.txt\"} | task={\"path\":\"a.txt\"}",
        "parlai-format:path=/home/ann/a.txt,babi-sim | parlai-format:path=a.txt,babi-sim",
        "task={path:/home/ann/a.txt} | task={path:a.txt}",
        "/home/ann/my (old) runs/tutor | tutor",
        "//srv/ann/tutor | tutor",
        "C:\\Users\\ann\\tutor | tutor",
        "data.path=\"C:/Users/ann/data\" | data.path=\"data\"",
        "--zoo=file:///home/ann/zoo | --zoo=zoo",
        "imported from ParlAI: /home/ann/m/model.opt | imported from ParlAI: model.opt",
      })
  void foldersOfTheMachineAreLeftOut(String argument, String expected) {
    assertThat(CommandText.withoutMachine(argument)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://models.acme.com/zoo/",
        "zoo.index=[\"https://models.acme.com/zoo/\"]",
        "zoo:com.acme/tutor@1.0.0",
        "hf:acme/tutor",
        "runs/tutor/best",
        "--persona=i like rock / pop / jazz",
        "learner.optimizer.learning-rate=1e-3"
      })
  void whatIsTrueElsewhereStays(String argument) {
    assertThat(CommandText.withoutMachine(argument)).isEqualTo(argument);
  }

  @Test
  void olderRunsAreNoPartOfTheCommand() {
    ArrayNode arguments = JsonNodeFactory.instance.arrayNode();
    arguments.add("train").add("--fresh").add("--run").add("/home/ann/runs/tutor");

    List<String> words = CommandText.withoutMachine(arguments);

    assertThat(words).containsExactly("train", "--run", "tutor");
    assertThat(CommandText.of(words)).isEqualTo("rookery train --run tutor");
  }
}
