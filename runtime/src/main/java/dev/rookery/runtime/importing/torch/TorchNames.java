package dev.rookery.runtime.importing.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Python objects that a checkpoint of tensors, numbers and texts needs; no others. */
final class TorchNames implements PickleMachine.Names {

  private static final Set<String> DICTIONARIES =
      Set.of(
          "collections.OrderedDict",
          // ParlAI's options, which its older checkpoints hold.
          "parlai.core.opt.Opt",
          "parlai.core.params.Opt",
          "parlai.core.utils.Opt",
          "parlai.utils.misc.Opt");

  private static final Map<String, PickleFunction> FUNCTIONS =
      Map.ofEntries(
          Map.entry("torch._utils._rebuild_tensor", TorchNames::tensor),
          Map.entry("torch._utils._rebuild_tensor_v2", TorchNames::tensor),
          Map.entry("torch._utils._rebuild_parameter", arguments -> argument(arguments, 0)),
          Map.entry("torch.Size", arguments -> list(argument(arguments, 0))),
          Map.entry("torch.device", arguments -> argument(arguments, 0)),
          Map.entry("builtins.set", TorchNames::set),
          Map.entry("__builtin__.set", TorchNames::set),
          Map.entry("numpy.dtype", TorchNames::numpyType),
          Map.entry("numpy.core.multiarray.scalar", TorchNames::scalar),
          Map.entry("numpy._core.multiarray.scalar", TorchNames::scalar),
          // How protocol 2 writes bytes.
          Map.entry("_codecs.encode", TorchNames::latin1));

  @Override
  public Object find(String module, String name) throws PickleException {
    String full = module + "." + name;
    if (DICTIONARIES.contains(full)) {
      return (PickleFunction) TorchNames::dictionary;
    }
    @Nullable PickleFunction function = FUNCTIONS.get(full);
    if (function != null) {
      return function;
    }
    if (full.equals("torch.storage.UntypedStorage")) {
      return StorageType.BYTE;
    }
    Optional<StorageType> type = module.equals("torch") ? StorageType.of(name) : Optional.empty();
    return type.orElseThrow(
        () ->
            new PickleException(
                "it asks for Python's "
                    + shown(full)
                    + ", which a checkpoint doesn't need and which could run any code."
                    + " It was refused, and nothing in the file was run"));
  }

  private static String shown(String name) {
    String plain = name.replaceAll("[^\\x21-\\x7e]", "?");
    return plain.length() > 120 ? plain.substring(0, 120) + "…" : plain;
  }

  private static Object dictionary(List<@Nullable Object> arguments) throws PickleException {
    Map<Object, @Nullable Object> dictionary = new LinkedHashMap<>();
    if (!arguments.isEmpty()) {
      // Written by Python 2: a list of pairs.
      for (Object pair : list(argument(arguments, 0))) {
        List<?> entry = list(pair);
        if (entry.size() != 2 || !(entry.get(0) instanceof String key)) {
          throw new PickleException("it has a dictionary that isn't made of names and values");
        }
        dictionary.put(key, entry.get(1));
      }
    }
    return dictionary;
  }

  /** Arguments: storage, offset, sizes, strides, and what training needs. */
  private static Object tensor(List<@Nullable Object> arguments) throws PickleException {
    if (!(argument(arguments, 0) instanceof TorchStorage storage)
        || !(argument(arguments, 1) instanceof Long offset)) {
      throw new PickleException("it has a tensor without a storage");
    }
    return TorchTensor.of(
        storage,
        offset,
        wholeNumbers(argument(arguments, 2)),
        wholeNumbers(argument(arguments, 3)));
  }

  private static Object set(List<@Nullable Object> arguments) throws PickleException {
    if (arguments.isEmpty()) {
      return new LinkedHashSet<>();
    }
    throw new PickleException("it has a filled set, which a checkpoint doesn't need");
  }

  private static Object numpyType(List<@Nullable Object> arguments) throws PickleException {
    if (argument(arguments, 0) instanceof String code) {
      return new NumpyType(code);
    }
    throw new PickleException("it has a NumPy type without a name");
  }

  private static Object scalar(List<@Nullable Object> arguments) throws PickleException {
    if (argument(arguments, 0) instanceof NumpyType type
        && argument(arguments, 1) instanceof byte[] bytes) {
      return type.scalar(bytes);
    }
    throw new PickleException("it has a NumPy number without a value");
  }

  private static Object latin1(List<@Nullable Object> arguments) throws PickleException {
    if (argument(arguments, 0) instanceof String text && "latin1".equals(argument(arguments, 1))) {
      return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
    throw new PickleException("it encodes a text in another way than checkpoints do");
  }

  private static @Nullable Object argument(List<@Nullable Object> arguments, int index)
      throws PickleException {
    if (index >= arguments.size()) {
      throw new PickleException("it makes an object from too few values");
    }
    return arguments.get(index);
  }

  private static List<?> list(@Nullable Object value) throws PickleException {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new PickleException("it has a list that isn't one");
  }

  private static List<Long> wholeNumbers(@Nullable Object value) throws PickleException {
    List<Long> numbers = new ArrayList<>();
    for (Object number : list(value)) {
      if (!(number instanceof Long size)) {
        throw new PickleException("it has a tensor whose shape isn't made of whole numbers");
      }
      numbers.add(size);
    }
    return numbers;
  }
}
