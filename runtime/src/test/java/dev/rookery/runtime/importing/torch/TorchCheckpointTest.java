package dev.rookery.runtime.importing.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TorchCheckpointTest {

  @TempDir private Path folder;

  private static ByteBuffer floats(float... numbers) {
    ByteBuffer bytes = Pickle.little(4 * numbers.length);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes;
  }

  private static byte[] oneTensor(
      String type, int length, int offset, List<Integer> sizes, List<Integer> strides) {
    return new Pickle().tensor(type, "0", length, offset, sizes, strides).end();
  }

  private float[] read(Path file) {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      return checkpoint.floats((TorchTensor) checkpoint.root());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive/", "model/", ""})
  void readsTensorsOfZipFilesWhateverTheirFolder(String prefix) throws IOException {
    byte[] pickle = oneTensor("FloatStorage", 6, 0, List.of(2, 3), List.of(3, 1));
    Path file = folder.resolve("m");
    TorchFile.zip(file, prefix, pickle, Map.of("0", floats(1, 2, 3, 4, 5, 6)));
    assertThat(read(file)).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsViewsInRowMajorOrder() throws IOException {
    byte[] transposed = oneTensor("FloatStorage", 8, 1, List.of(3, 2), List.of(1, 3));
    Path file = folder.resolve("m");
    TorchFile.zip(file, "archive/", transposed, Map.of("0", floats(0, 1, 2, 3, 4, 5, 6, 7)));
    assertThat(read(file)).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void readsFilesOfOlderVersions() throws IOException {
    byte[] pickle = oneTensor("FloatStorage", 3, 1, List.of(2), List.of(1));
    Path file = TorchFile.legacy(folder.resolve("m"), pickle, "0", 3, floats(7, 8, 9));
    assertThat(read(file)).containsExactly(8, 9);
  }

  @Test
  void readsBigEndianNumbers() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/data.pkl", oneTensor("FloatStorage", 1, 0, List.of(1), List.of(1)));
    entries.put("a/byteorder", TorchFile.ascii("big"));
    entries.put(
        "a/data/0", ByteBuffer.allocate(4).order(ByteOrder.BIG_ENDIAN).putFloat(2.5f).array());
    assertThat(read(TorchFile.zip(folder.resolve("m"), entries))).containsExactly(2.5f);
  }

  @ParameterizedTest
  @CsvSource({
    "HalfStorage, 0x3e00, 1.5",
    "HalfStorage, 0xc000, -2",
    "HalfStorage, 0x0001, 5.9604645e-8",
    "BFloat16Storage, 0x3fc0, 1.5",
    "ShortStorage, 0xfffe, -2"
  })
  void readsNumbersOfTwoBytes(String type, String bits, float expected) throws IOException {
    Path file = folder.resolve("m");
    TorchFile.zip(
        file,
        "archive/",
        oneTensor(type, 1, 0, List.of(1), List.of(1)),
        Map.of("0", Pickle.little(2).putShort((short) (int) Integer.decode(bits))));
    assertThat(read(file)).containsExactly(expected);
  }

  @Test
  void readsNumbersOfEightBytes() throws IOException {
    Path file = folder.resolve("m");
    byte[] doubles = oneTensor("DoubleStorage", 1, 0, List.of(1), List.of(1));
    TorchFile.zip(file, "archive/", doubles, Map.of("0", Pickle.little(8).putDouble(0.25)));
    assertThat(read(file)).containsExactly(0.25f);
    byte[] longs = oneTensor("LongStorage", 1, 0, List.of(), List.of());
    TorchFile.zip(file, "archive/", longs, Map.of("0", Pickle.little(8).putLong(-12)));
    assertThat(read(file)).containsExactly(-12);
  }

  @Test
  void tensorsOfTheSameNumbersAreEqual() throws IOException {
    byte[] pickle =
        new Pickle()
            .code(']')
            .tensor("FloatStorage", "0", 2, 0, List.of(2), List.of(1))
            .code('a')
            .tensor("FloatStorage", "0", 2, 0, List.of(2), List.of(1))
            .code('a')
            .tensor("FloatStorage", "0", 2, 1, List.of(1), List.of(1))
            .code('a')
            .end();
    Path file = TorchFile.zip(folder.resolve("m"), "archive/", pickle, Map.of("0", floats(1, 2)));
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      List<?> tensors = (List<?>) checkpoint.root();
      assertThat(tensors.get(0)).isEqualTo(tensors.get(1)).isNotEqualTo(tensors.get(2));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "os, system",
    "nt, system",
    "builtins, eval",
    "__builtin__, exec",
    "subprocess, Popen",
    "java.lang, Runtime",
    "torch.hub, load",
    "torch, load",
    "numpy, load",
    "torch._utils, _rebuild_tensor_v2.__globals__"
  })
  void refusesByNameWhatCouldRunCode(String module, String name) throws IOException {
    byte[] evil = new Pickle().global(module, name).text("touch /tmp/x").code(0x85).code('R').end();
    for (Path file :
        List.of(
            TorchFile.zip(folder.resolve("zip"), "archive/", evil, Map.of()),
            Files.write(folder.resolve("bare"), evil),
            TorchFile.legacy(folder.resolve("legacy"), evil, "0", 1, floats(1)))) {
      assertRefused(file, module + "." + name);
    }
  }

  @Test
  void refusesNamesOnTheStackAndPicklesWithoutProtocol() throws IOException {
    byte[] onStack =
        new Pickle().text("os").text("system").code(0x93).text("ls").code(0x85).code('R').end();
    assertRefused(TorchFile.zip(folder.resolve("m"), "a/", onStack, Map.of()), "os.system");
    Path old = Files.write(folder.resolve("old"), TorchFile.ascii("cos\nsystem\n(S'ls'\ntR."));
    assertRefused(old, "os.system");
  }

  private static void assertRefused(Path file, String what) {
    assertThatThrownBy(() -> TorchCheckpoint.open(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(what)
        .message()
        .hasLineCount(1);
  }

  @Test
  void saysWhatIsWrongWithFilesThatAreNone() throws IOException {
    assertRefused(Files.write(folder.resolve("a"), new byte[0]), "it is empty");
    assertRefused(Files.writeString(folder.resolve("b"), "hello"), "neither a zip file nor");
    assertRefused(folder.resolve("missing"), "there is no");
    assertRefused(
        TorchFile.zip(folder.resolve("c"), Map.of("readme.txt", TorchFile.ascii("hello"))),
        "no data.pkl");
    byte[] pickle = new Pickle().code('}').end();
    assertRefused(
        TorchFile.zip(folder.resolve("d"), Map.of("a/data.pkl", pickle, "b/data.pkl", pickle)),
        "2 pickles");
    assertRefused(TorchFile.zip(folder.resolve("e"), Map.of("../../data.pkl", pickle)), "odd name");
    assertRefused(
        TorchFile.zip(folder.resolve("f"), Map.of("m/data.pkl", pickle, "m/constants.pkl", pickle)),
        "TorchScript");
  }

  @Test
  void saysWhereAFileIsCutOff() throws IOException {
    byte[] pickle = oneTensor("FloatStorage", 500, 0, List.of(500), List.of(1));
    Path zip = folder.resolve("zip");
    TorchFile.zip(zip, "archive/", pickle, Map.of("0", floats(new float[500])));
    byte[] whole = Files.readAllBytes(zip);
    assertRefused(Files.write(zip, Arrays.copyOf(whole, whole.length / 2)), "cut off");
    Path legacy = folder.resolve("legacy");
    TorchFile.legacy(legacy, pickle, "0", 500, floats(new float[500]));
    whole = Files.readAllBytes(legacy);
    assertRefused(Files.write(legacy, Arrays.copyOf(whole, whole.length - 1)), "of its numbers");
    assertRefused(Files.write(legacy, Arrays.copyOf(whole, 60)), "of its pickle");
    Path fewer = TorchFile.zip(folder.resolve("m"), "a/", pickle, Map.of("0", floats(1, 2)));
    assertThatThrownBy(() -> read(fewer))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data/0 is cut off");
    Path without = TorchFile.zip(folder.resolve("n"), "a/", pickle, Map.of());
    assertThatThrownBy(() -> read(without)).hasMessageContaining("lacks the storage data/0");
  }

  @Test
  void takesNoMemoryForWhatIsOnlyAnnounced() throws IOException {
    byte[] huge = new Pickle().code(0x8e).bytes(Pickle.little(8).putLong(1L << 40)).end();
    assertRefused(TorchFile.zip(folder.resolve("a"), "a/", huge, Map.of()), "announces");
    byte[] expanded = oneTensor("FloatStorage", 1, 0, List.of(1 << 20, 1 << 20), List.of(0, 0));
    assertRefused(
        TorchFile.zip(folder.resolve("b"), "a/", expanded, Map.of("0", floats(1))),
        "doesn't fit its storage");
    Pickle many = new Pickle().code('(');
    byte[] empty = new byte[1 << 20];
    Arrays.fill(empty, (byte) ']');
    for (int i = 0; i < 9; i++) {
      many.bytes(ByteBuffer.wrap(empty));
    }
    assertRefused(
        TorchFile.zip(folder.resolve("c"), "a/", many.code('l').end(), Map.of()), "objects");
  }

  @Test
  void refusesKeysWhoseHashTakesForEver() throws IOException {
    Pickle bomb = new Pickle().code('}').code(')');
    for (int i = 0; i < 100; i++) {
      bomb.code('2').code(0x86); // a pair of the pair before, twice
    }
    bomb.code('N').code('s');
    assertRefused(TorchFile.zip(folder.resolve("m"), "a/", bomb.end(), Map.of()), "a key that is");
  }

  @Test
  void refusesKeysOfStoragesThatHoldThemselves() throws IOException {
    byte[] weights = oneTensor("FloatStorage", 1, 0, List.of(1), List.of(1));
    byte[] endless =
        new Pickle()
            .code(']') // the list of keys
            .code(']')
            .raw("q\u0001") // its key remembers itself, and holds two lists
            .code(']')
            .raw("h\u0001a") // that hold it
            .code('a')
            .code(']')
            .raw("h\u0001a")
            .code('a')
            .code('a')
            .end();
    Path legacy = folder.resolve("legacy");
    assertRefused(TorchFile.legacy(legacy, weights, endless, new byte[0]), "a key that isn't text");
    byte[] none = new Pickle().code('N').end();
    assertRefused(TorchFile.legacy(legacy, weights, none, new byte[0]), "no list of its storages");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "R.", "t.", "a.", "h\u0001.", "Q.", "b."})
  void aPickleThatMakesNoSenseIsAnErrorInWords(String instructions) throws IOException {
    byte[] pickle = TorchFile.ascii("\u0000\u0000" + instructions);
    pickle[0] = (byte) 0x80;
    pickle[1] = 2;
    assertRefused(TorchFile.zip(folder.resolve("m"), "a/", pickle, Map.of()), "its pickle");
  }

  @Test
  void everyDamagedByteIsReadOrRefused() throws IOException {
    byte[] pickle = oneTensor("FloatStorage", 6, 0, List.of(2, 3), List.of(3, 1));
    Path file = folder.resolve("m");
    for (int at = 0; at < pickle.length; at++) {
      for (int change : new int[] {1, 0x20, 0x80}) {
        byte[] damaged = pickle.clone();
        damaged[at] ^= (byte) change;
        TorchFile.zip(file, "a/", damaged, Map.of("0", floats(1, 2, 3, 4, 5, 6)));
        try {
          TorchCheckpoint.open(file).close();
        } catch (UserException e) {
          assertThat(e).message().hasLineCount(1);
        }
      }
    }
  }
}
