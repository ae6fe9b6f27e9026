package dev.rookery.runtime.importing.torch;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stack machine of Python's <a
 * href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickle</a> format as far as
 * {@code torch.save} uses it, protocols 2 to 5. A pickle is a program that may name any function of
 * Python and have it called; here it gets what {@link Names} hands out and nothing else, so that no
 * class is looked up, loaded or made by a name in the file.
 *
 * <p>Lists and tuples become {@link List}, dictionaries {@link Map}, whole numbers {@link Long} (or
 * {@link BigInteger}), bytes {@code byte[]}.
 */
final class PickleMachine {

  /** What a name of a Python object stands for. */
  interface Names {
    /**
     * The stand-in.
     *
     * @throws PickleException if the object isn't one of those that a checkpoint needs
     */
    Object find(String module, String name) throws PickleException;
  }

  private static final int MOST_VALUES = 8_000_000;
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput in;
  private final Names names;
  private final PickleFunction persistent;
  private final Deque<List<@Nullable Object>> marked = new ArrayDeque<>();
  private final Map<Integer, @Nullable Object> memo = new HashMap<>();
  private List<@Nullable Object> stack = new ArrayList<>();
  private int values;

  /**
   * Creates a machine.
   *
   * @param persistent gives the object that is kept outside of the pickle
   */
  PickleMachine(InputStream in, Names names, PickleFunction persistent) {
    this.in = new PickleInput(in);
    this.names = names;
    this.persistent = persistent;
  }

  /**
   * Reads one pickle; the stream stands behind it afterwards.
   *
   * @throws IOException if it can't be read or asks for what it must not have; says what
   */
  @Nullable Object load() throws IOException {
    for (int code = in.unsignedByte(); code != '.'; code = in.unsignedByte()) {
      step(code);
    }
    return pop();
  }

  private void step(int code) throws IOException {
    switch (code) {
      case 0x80 -> checkProtocol(in.unsignedByte());
      case '(' -> {
        marked.push(stack);
        stack = new ArrayList<>();
        count();
      }
      case '0' -> pop();
      case '1' -> popMark();
      case '2' -> push(top());
      case 0x95 -> in.signedLong(); // the length of a frame, which is of no use here
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) in.signedInt());
      case 'K' -> push((long) in.unsignedByte());
      case 'M' -> push((long) in.unsignedShort());
      case 0x8a -> push(wholeNumber(in.bytes(in.unsignedByte())));
      case 'G' -> push(in.bigEndianDouble());
      case 'X' -> push(in.text(in.signedInt() & 0xffffffffL));
      case 0x8c -> push(in.text(in.unsignedByte()));
      case 0x8d -> push(in.text(in.signedLong()));
      case 'U' -> push(in.bytes(in.unsignedByte()));
      case 'T' -> push(in.bytes(in.signedInt()));
      case 'C' -> push(in.bytes(in.unsignedByte()));
      case 'B' -> push(in.bytes(in.signedInt() & 0xffffffffL));
      case 0x8e -> push(in.bytes(in.signedLong()));
      case ']' -> push(new ArrayList<>());
      case '}' -> push(new LinkedHashMap<>());
      case 0x8f -> push(new LinkedHashSet<>());
      case ')' -> push(List.of());
      case 0x85 -> push(last(1));
      case 0x86 -> push(last(2));
      case 0x87 -> push(last(3));
      case 't' -> push(Collections.unmodifiableList(popMark()));
      case 'l' -> push(popMark());
      case 'd' -> pushDictionary();
      case 'a' -> append();
      case 'e' -> appendAll(popMark());
      case 's' -> putAll(last(2));
      case 'u' -> putAll(popMark());
      case 0x90 -> addAll(popMark());
      case 'c' -> push(names.find(in.line(), in.line()));
      case 0x93 -> pushNamed();
      case 'R' -> call();
      case 0x81 -> call();
      case 'b' -> build();
      case 'Q' -> push(persistent.call(Collections.singletonList(pop())));
      case 'q' -> memo.put(in.unsignedByte(), top());
      case 'r' -> memo.put(in.signedInt(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.unsignedByte()));
      case 'j' -> push(remembered(in.signedInt()));
      default ->
          throw new PickleException(
              "its pickle has the instruction 0x%02x at byte %d, which torch.save doesn't write"
                  .formatted(code, in.position() - 1));
    }
  }

  private static void checkProtocol(int protocol) throws PickleException {
    if (protocol > NEWEST_PROTOCOL) {
      throw new PickleException(
          "its pickle has protocol %d; %d is the newest known"
              .formatted(protocol, NEWEST_PROTOCOL));
    }
  }

  private static Object wholeNumber(byte[] littleEndian) {
    if (littleEndian.length == 0) {
      return 0L;
    }
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
    }
    BigInteger number = new BigInteger(bigEndian);
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private void push(@Nullable Object value) throws PickleException {
    count();
    stack.add(value);
  }

  /** Each value takes memory that a few bytes of the file ask for. */
  private void count() throws PickleException {
    if (++values > MOST_VALUES) {
      throw new PickleException(
          "its pickle makes more than " + MOST_VALUES + " objects; no checkpoint needs so many");
    }
  }

  private @Nullable Object top() throws PickleException {
    if (stack.isEmpty()) {
      throw new PickleException("its pickle takes a value where there is none");
    }
    return stack.get(stack.size() - 1);
  }

  private @Nullable Object pop() throws PickleException {
    @Nullable Object top = top();
    stack.remove(stack.size() - 1);
    return top;
  }

  private List<@Nullable Object> popMark() throws PickleException {
    if (marked.isEmpty()) {
      throw new PickleException("its pickle ends a group that it didn't begin");
    }
    List<@Nullable Object> group = stack;
    stack = marked.pop();
    return group;
  }

  private List<@Nullable Object> last(int count) throws PickleException {
    @Nullable Object[] taken = new @Nullable Object[count];
    for (int i = count - 1; i >= 0; i--) {
      taken[i] = pop();
    }
    return Collections.unmodifiableList(Arrays.asList(taken));
  }

  private @Nullable Object remembered(int key) throws PickleException {
    if (!memo.containsKey(key)) {
      throw new PickleException("its pickle refers to an object that it doesn't have");
    }
    return memo.get(key);
  }

  private void pushDictionary() throws PickleException {
    List<@Nullable Object> entries = popMark();
    push(new LinkedHashMap<>());
    putAll(entries);
  }

  @SuppressWarnings("unchecked")
  private void append() throws PickleException {
    @Nullable Object value = pop();
    ((List<@Nullable Object>) topAs(ArrayList.class)).add(value);
  }

  @SuppressWarnings("unchecked")
  private void appendAll(List<@Nullable Object> added) throws PickleException {
    ((List<@Nullable Object>) topAs(ArrayList.class)).addAll(added);
  }

  @SuppressWarnings("unchecked")
  private void addAll(List<@Nullable Object> added) throws PickleException {
    Set<Object> set = (Set<Object>) topAs(LinkedHashSet.class);
    for (Object value : added) {
      set.add(key(value));
    }
  }

  @SuppressWarnings("unchecked")
  private void putAll(List<@Nullable Object> entries) throws PickleException {
    Map<Object, @Nullable Object> dictionary =
        (Map<Object, @Nullable Object>) topAs(LinkedHashMap.class);
    if (entries.size() % 2 != 0) {
      throw new PickleException("its pickle has a key without a value");
    }
    for (int i = 0; i < entries.size(); i += 2) {
      dictionary.put(key(entries.get(i)), entries.get(i + 1));
    }
  }

  /** Keys are hashed; the hash of nested tuples can take for ever. */
  private static Object key(@Nullable Object value) throws PickleException {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    throw new PickleException("its pickle has a key that is neither text nor a number");
  }

  private <T> T topAs(Class<T> type) throws PickleException {
    @Nullable Object top = top();
    if (!type.isInstance(top)) {
      throw new PickleException("its pickle fills an object that isn't a list or a dictionary");
    }
    return type.cast(top);
  }

  private void pushNamed() throws PickleException {
    List<@Nullable Object> parts = last(2);
    if (!(parts.get(0) instanceof String module) || !(parts.get(1) instanceof String name)) {
      throw new PickleException("its pickle names an object by something that isn't text");
    }
    push(names.find(module, name));
  }

  private void call() throws PickleException {
    @Nullable Object arguments = pop();
    @Nullable Object function = pop();
    if (!(function instanceof PickleFunction known) || !(arguments instanceof List<?> list)) {
      throw new PickleException("its pickle calls something that isn't a function");
    }
    push(known.call(Collections.unmodifiableList(new ArrayList<@Nullable Object>(list))));
  }

  /** Attributes of objects are of no use here: those of dictionaries hold versions and hooks. */
  private void build() throws PickleException {
    pop();
    @Nullable Object target = top();
    if (!(target instanceof Map) && !(target instanceof NumpyType)) {
      throw new PickleException("its pickle sets attributes of an object that has none");
    }
  }
}
