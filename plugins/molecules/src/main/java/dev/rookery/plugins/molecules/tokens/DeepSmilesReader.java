package dev.rookery.plugins.molecules.tokens;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one DeepSMILES. */
final class DeepSmilesReader {

  private static final class Node {

    private final @Nullable Node parent;
    private final StringBuilder text;
    private final List<Node> children = new ArrayList<>();

    Node(@Nullable Node parent, String text) {
      this.parent = parent;
      this.text = new StringBuilder(text);
    }
  }

  private final SmilesCursor deep;
  private final Deque<Node> chain = new ArrayDeque<>();
  private @Nullable Node root;
  private @Nullable Node last;
  private int rings;

  DeepSmilesReader(String deepSmiles) {
    deep = new SmilesCursor(deepSmiles, "DeepSMILES");
  }

  String read() {
    while (!deep.atEnd()) {
      char c = deep.peek();
      if (c == ')') {
        if (chain.isEmpty()) {
          throw deep.wrong("there is no atom left that this parenthesis could close");
        }
        chain.pop();
        deep.skip();
      } else if (SmilesCursor.isBond(c)) {
        deep.skip();
      } else if (deep.atRing()) {
        ring();
      } else {
        atom();
      }
    }
    if (root == null) {
      throw deep.wrong("it has no atom");
    }
    StringBuilder smiles = new StringBuilder();
    write(root, smiles);
    return smiles.toString();
  }

  private void atom() {
    Node parent = chain.peek();
    if (parent == null && root != null) {
      throw deep.wrong("every atom before this one is closed");
    }
    Node node = new Node(parent, deep.bondBefore() + deep.atom());
    if (parent == null) {
      root = node;
    } else {
      parent.children.add(node);
    }
    chain.push(node);
    last = node;
  }

  private void ring() {
    Node end = last;
    if (end == null) {
      throw deep.wrong("a ring size must follow an atom");
    }
    String bond = deep.bondBefore();
    int place = deep.place();
    int size = deep.ring();
    Node start = end;
    for (int i = 1; i < size && start != null; i++) {
      start = start.parent;
    }
    if (start == null || start == end) {
      throw deep.wrong("no ring of " + size + " atoms can end at character " + place);
    }
    rings++;
    String number = rings < 10 ? "" + rings : rings < 100 ? "%" + rings : "%(" + rings + ")";
    end.text.append(bond).append(number);
    start.text.append(number);
  }

  private static void write(Node first, StringBuilder smiles) {
    for (Node node = first; ; node = node.children.get(node.children.size() - 1)) {
      smiles.append(node.text);
      for (int i = 0; i + 1 < node.children.size(); i++) {
        smiles.append('(');
        write(node.children.get(i), smiles);
        smiles.append(')');
      }
      if (node.children.isEmpty()) {
        return;
      }
    }
  }
}
