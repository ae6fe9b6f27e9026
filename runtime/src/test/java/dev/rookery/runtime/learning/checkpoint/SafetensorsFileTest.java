package dev.rookery.runtime.learning.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  @TempDir Path folder;

  @Test
  void readsWhatWasWritten() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Map<String, NDArray> arrays = arrays(manager);
      Path path = Files.write(folder.resolve("a.safetensors"), bytes(arrays));
      try (SafetensorsFile file = new SafetensorsFile(path)) {
        assertThat(file.names()).containsExactlyInAnyOrderElementsOf(arrays.keySet());
        arrays.forEach(
            (name, array) -> {
              NDArray read = file.read(name, manager);
              assertThat(read.getDataType()).as(name).isEqualTo(array.getDataType());
              assertThat(read.getShape()).as(name).isEqualTo(array.getShape());
              assertThat(read.toByteBuffer()).as(name).isEqualTo(array.toByteBuffer());
            });
        assertThatThrownBy(() -> file.read("nothing", manager))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void writesAlignedArraysAndTheSameBytesEachTime() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      byte[] bytes = bytes(arrays(manager));
      assertThat(bytes(arrays(manager))).isEqualTo(bytes);
      long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(header % 8).isZero();
      String json = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
      assertThat(json)
          .startsWith("{\"doubles\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}");
    }
  }

  @Test
  void writesWhatDjlReads() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDList list =
          NDList.decode(manager, new java.io.ByteArrayInputStream(withDjlHeader(manager)));
      assertThat(list.get("matrix").toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  private static byte[] withDjlHeader(NDManager manager) throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("matrix", manager.arange(0f, 6f).reshape(2, 3));
    return bytes(arrays);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 40, -1})
  void refusesATruncatedFile(int length) throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      byte[] bytes = bytes(arrays(manager));
      int kept = length < 0 ? bytes.length - 1 : length;
      Path path =
          Files.write(folder.resolve("cut.safetensors"), java.util.Arrays.copyOf(bytes, kept));
      assertThatThrownBy(() -> new SafetensorsFile(path))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("cut.safetensors is not a whole safetensors file");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\":",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"Q9\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}"
      })
  void refusesAWrongHeader(String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    Path path =
        Files.write(
            folder.resolve("wrong.safetensors"), file.putLong(json.length).put(json).array());
    assertThatThrownBy(() -> new SafetensorsFile(path)).isInstanceOf(UserException.class);
  }

  @Test
  void widensBfloat16() throws IOException {
    byte[] json =
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).putShort((short) 0x3fc0).putShort((short) 0xc000);
    Path path = Files.write(folder.resolve("b.safetensors"), bytes.array());
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        SafetensorsFile file = new SafetensorsFile(path)) {
      assertThat(file.read("a", manager).toFloatArray()).containsExactly(1.5f, -2);
    }
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> new SafetensorsFile(folder.resolve("no.safetensors")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no.safetensors");
  }

  private static Map<String, NDArray> arrays(NDManager manager) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("flags \"ü\"", manager.create(new boolean[] {true, false, true}));
    arrays.put("matrix", manager.arange(0f, 6f).reshape(2, 3));
    arrays.put("transposed", manager.arange(0f, 6f).reshape(2, 3).transpose());
    arrays.put("scalar", manager.create(1.5f));
    arrays.put("empty", manager.create(new Shape(0, 3)));
    arrays.put("half", manager.arange(0f, 5f).toType(DataType.FLOAT16, false));
    arrays.put("doubles", manager.create(new double[] {1, Double.NaN, 1e300}));
    arrays.put("longs", manager.create(new long[] {Long.MIN_VALUE, 7}));
    return arrays;
  }

  private static byte[] bytes(Map<String, NDArray> arrays) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SafetensorsWriter.write(arrays, out);
    return out.toByteArray();
  }
}
