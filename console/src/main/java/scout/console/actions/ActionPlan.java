package scout.console.actions;

import java.util.List;

/**
 * An action before it is done: what the confirmation says.
 *
 * @param action the word of the action
 * @param title the question
 * @param touches what it touches, a sentence each
 * @param button the word on the button
 * @param danger true if rows go
 * @param subject on what
 * @param target the value by which the form names it: a key or an alert's number
 * @param etags the versions to choose from, the usual one first; empty if it is no file
 * @param back where to go if it is not done
 */
public record ActionPlan(
    String action,
    String title,
    List<String> touches,
    String button,
    boolean danger,
    String subject,
    String target,
    List<String> etags,
    String back) {
  public ActionPlan {
    touches = List.copyOf(touches);
    etags = List.copyOf(etags);
  }
}
