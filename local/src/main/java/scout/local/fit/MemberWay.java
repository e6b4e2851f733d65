package scout.local.fit;

/**
 * How a record's member is reached. A path finds a member in an object by names without dots, and
 * any member of the record or of a list's element by its whole name.
 *
 * @param top whether the member's object is the record, or an element of a list
 * @param plain whether no name so far, since the record or the element, has a dot
 * @param inList whether a list is on the way
 * @param leads whether a path leads to the member
 */
record MemberWay(boolean top, boolean plain, boolean inList, boolean leads) {
  /** The way to a record. */
  static final MemberWay START = new MemberWay(true, true, false, true);

  /** Returns the way to a member of the object to which this leads. */
  MemberWay to(String name) {
    boolean dotted = name.indexOf('.') >= 0;
    return new MemberWay(top, plain && !dotted, inList, leads && (top || plain && !dotted));
  }

  /** Returns the way to the members of the object to which this leads. */
  MemberWay into() {
    return new MemberWay(false, plain, inList, leads);
  }

  /** Returns the way to the members of each element of the list to which this leads. */
  MemberWay each() {
    return new MemberWay(true, true, true, leads);
  }
}
