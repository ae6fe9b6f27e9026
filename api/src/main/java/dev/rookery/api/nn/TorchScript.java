package dev.rookery.api.nn;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A libtorch operation that DJL does not offer, written as a few lines of TorchScript.
 *
 * <p>The source is the body of a class: one or more {@code def} with {@code self} as first
 * argument, of which {@code forward} is the one that is called. It is packed into a TorchScript
 * archive in memory, which libtorch loads as any other model, so gradients flow through it.
 *
 * <pre>{@code
 * private static final TorchScript GELU = new TorchScript("gelu", """
 *     def forward(self, x: Tensor) -> Tensor:
 *       return torch.gelu(x)
 *     """);
 * NDArray y = GELU.run(training, x).singletonOrThrow();
 * }</pre>
 *
 * <p>Results are attached to the manager of the first argument. An instance is loaded at its first
 * use, once a process (the compiled code is small and is never unloaded), and may be used from
 * several threads.
 */
public final class TorchScript {

  // A pickled `__torch__.M()` whose state is an empty dict, and a pickled empty tuple.
  private static final byte[] EMPTY_MODULE =
      concat(
          new byte[] {(byte) 0x80, 2},
          "c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII),
          new byte[] {')', (byte) 0x81, '}', 'b', '.'});
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private static final Map<String, TorchScript> SHARED = new ConcurrentHashMap<>();

  private final String name;
  private final String source;
  private final Map<String, Model> loaded = new HashMap<>();

  /**
   * Creates an operation; nothing is compiled yet.
   *
   * @param name what to call it in error messages
   * @param source TorchScript methods, {@code forward} among them, indented as in the example above
   */
  public TorchScript(String name, String source) {
    this.name = name;
    this.source = source;
  }

  /**
   * An operation whose source is made at run time, with options written into it as constants. Those
   * of the same source are one, so that it is compiled once.
   */
  public static TorchScript shared(String name, String source) {
    return SHARED.computeIfAbsent(source, text -> new TorchScript(name, text));
  }

  /** A number as TorchScript's source has it. */
  public static String literal(double value) {
    String text = String.format(Locale.ROOT, "%.17g", value);
    return text.contains(".") || text.contains("e") ? text : text + ".";
  }

  /**
   * Calls {@code forward}.
   *
   * @param training true records the call for a later backward pass (inside a gradient collector);
   *     false runs without autograd, which is also what in-place updates of weights need
   * @param arguments in the order of {@code forward}'s parameters, each a {@code Tensor}
   */
  public NDList run(boolean training, NDArray... arguments) {
    for (NDArray argument : arguments) {
      argument.setName(null); // a name may be left from an earlier call, see list()
    }
    return run(training, new NDList(arguments));
  }

  /**
   * Calls {@code forward}.
   *
   * @param arguments as above; consecutive arrays marked by {@link #list} make up one {@code
   *     List[Tensor]} argument
   */
  public NDList run(boolean training, NDList arguments) {
    NDArray first = arguments.head();
    return block(first).forward(new ParameterStore(first.getManager(), false), arguments, training);
  }

  /**
   * Marks arrays as the elements of one list argument. The arrays' names change.
   *
   * @param argument a word that differs between the list arguments of one call
   */
  public static NDList list(String argument, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(argument + "[]"));
    return new NDList(arrays);
  }

  private synchronized Block block(NDArray first) {
    return loaded.computeIfAbsent(first.getDevice().toString(), device -> load(first)).getBlock();
  }

  // The model is kept, not only its block: DJL closes a model that nobody refers to any more.
  private Model load(NDArray first) {
    Model model = Model.newInstance(name, first.getDevice(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive()));
      return model;
    } catch (IOException | MalformedModelException e) {
      throw new IllegalStateException("TorchScript operation \"" + name + "\" does not compile", e);
    }
  }

  private byte[] archive() throws IOException {
    String code =
        "class M(Module):\n"
            + "  __parameters__ = []\n"
            + "  __buffers__ = []\n"
            + source.indent(2).replaceAll("(?m)^ +$", "");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "m/data.pkl", EMPTY_MODULE);
      store(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      store(zip, "m/constants.pkl", EMPTY_TUPLE);
      store(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
      store(zip, "m/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** libtorch reads only uncompressed entries, whose size and checksum the zip must know before. */
  private static void store(ZipOutputStream zip, String path, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
