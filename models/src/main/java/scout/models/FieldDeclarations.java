package scout.models;

import java.util.List;

/** What is asked of several fields together. */
final class FieldDeclarations {
  private FieldDeclarations() {}

  /** Returns whether both lists fill the same columns alike, in the same order. */
  static boolean readAlike(List<FieldDeclaration> fields, List<FieldDeclaration> others) {
    if (fields.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.get(i).readsAs(others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
