package dev.rookery.runtime.importing.parlai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.importing.ImportedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParlAiImportTest {

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeFilesBesideTheModel() throws IOException {
    model = folder.resolve("model");
    options("\"model\": \"examples/seq2seq\", \"hidden_size\": 4");
    Files.writeString(
        folder.resolve("model.dict"),
        "__null__\t4\n__start__\t3\n__end__\t2\n__unk__\t1\nhello\t1\n");
    Files.write(model, new byte[0]);
  }

  private void options(String fields) throws IOException {
    Files.writeString(folder.resolve("model.opt"), "{" + fields + "}");
  }

  private void assertRefused(String why) throws IOException {
    Path target = folder.resolve("imported/m");
    assertThatThrownBy(
            () -> new ParlAiImport(ImportedCheckpoint.CATALOG).run(model, target, List.of()))
        .isInstanceOfAny(UserException.class, SettingsException.class)
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
    assertThat(target).doesNotExist();
    if (Files.isDirectory(target.getParent())) {
      try (Stream<Path> left = Files.list(target.getParent())) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void saysWhichFileIsMissingOrNone() throws IOException {
    assertRefused("it is empty (0 bytes)");
    Files.delete(folder.resolve("model.dict"));
    assertRefused("dictionary is missing");
    Files.writeString(folder.resolve("model.opt"), "no json");
    assertRefused("line 1: not JSON");
    Files.delete(folder.resolve("model.opt"));
    assertRefused("MODEL.opt");
    Files.delete(model);
    assertRefused("there is no file");
  }

  @Test
  void namesRankersAndModelsThatArentThere() throws IOException {
    options("\"model\": \"transformer/biencoder\"");
    assertRefused("transformer/biencoder is a ranker");
    options("\"model\": \"hugging_face/gpt2\"");
    assertRefused("hugging_face/gpt2: only these can be imported");
    options("\"hidden_size\": 4");
    assertRefused("doesn't name a model");
  }

  @Test
  void namesOptionsThatWouldChangeWhatTheModelComputes() throws IOException {
    options("\"model\": \"examples/seq2seq\", \"dict_tokenizer\": \"nltk\"");
    assertRefused("dict_tokenizer = nltk");
    options("\"model\": \"examples/seq2seq\", \"beam_block_list_filename\": \"gone.txt\"");
    assertRefused("beam_block_list_filename = gone.txt");
    options("\"model\": \"transformer/generator\", \"variant\": \"new\"");
    assertRefused("model.opt: variant");
  }

  @Test
  void leavesAFolderWithSomethingInItAlone() throws IOException {
    Path target = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(target.resolve("mine.txt"), "mine");
    assertThatThrownBy(
            () -> new ParlAiImport(ImportedCheckpoint.CATALOG).run(model, target, List.of()))
        .isInstanceOf(UserException.class);
    assertThat(target.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void bringsOptionsOfOlderVersionsUpToDate() throws IOException {
    options(
        "\"beam_size\": 3, \"beam_blacklist_filename\": \"b.txt\", \"fp16\": true,"
            + " \"strange\": 7, \"quiet\": false");
    ParlAiOptions options = ParlAiOptions.read(folder.resolve("model.opt"));
    assertThat(options.text("inference")).contains("beam");
    assertThat(options.text("beam_block_list_filename")).contains("b.txt");
    assertThat(options.flag("beam_block_full_context")).contains(false);
    assertThat(options.flag("force_fp16_tokens")).contains(true);
    assertThat(options.whole("beam_size")).contains(3L);
    assertThat(options.rest()).containsExactly("fp16 = true", "strange = 7");
  }

  @Test
  void findsTheDictionaryOfACheckpointInAFolderThatWasMoved() throws IOException {
    options("\"dict_file\": \"/long/gone/model.dict\"");
    ParlAiOptions options = ParlAiOptions.read(folder.resolve("model.opt"));
    assertThat(ParlAiDictionary.of(folder.resolve("model.checkpoint"), options).file())
        .isEqualTo(folder.resolve("model.dict"));
  }

  @Test
  void addsTheTokensThatHalfPrecisionWants() throws IOException {
    options("\"fp16\": true, \"person_tokens\": true");
    ParlAiOptions options = ParlAiOptions.read(folder.resolve("model.opt"));
    Path copy = ParlAiDictionary.of(model, options).copyTo(Files.createDirectory(model("copy")));
    assertThat(Files.readAllLines(copy))
        .hasSize(8)
        .endsWith("__p1__\t1", "__p2__\t1", "__FP16_PAD_0__\t1");
  }

  private Path model(String name) {
    return folder.resolve(name);
  }
}
