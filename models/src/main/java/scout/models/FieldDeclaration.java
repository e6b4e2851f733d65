package scout.models;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A field of a source or of a child table: a column, and how it is found and read.
 *
 * @param name the column
 * @param type how it is read
 * @param from where it is found, in the order of look-up; empty only with {@code of}
 * @param decimalForm how a decimal is written
 * @param timeForms how a time or day is written
 * @param nullIfUnfit true if a value that doesn't fit becomes null; false if its record is rejected
 * @param oneOf the values allowed; empty if all are
 * @param byDefault what it is if the record lacks it
 * @param required true if a record that lacks it is rejected
 * @param of a day: the time whose day in the business time zone it is
 * @param fallsBack a time: true if it is that of the upload where the record lacks it
 * @param line where the file declares it, from 1
 */
public record FieldDeclaration(
    String name,
    FieldType type,
    List<FieldPath> from,
    DecimalForm decimalForm,
    TimeForms timeForms,
    boolean nullIfUnfit,
    List<String> oneOf,
    Optional<String> byDefault,
    boolean required,
    Optional<String> of,
    boolean fallsBack,
    int line) {
  public FieldDeclaration {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    from = List.copyOf(from);
    oneOf = List.copyOf(oneOf);
    if (from.isEmpty() == of.isEmpty()) {
      throw new IllegalArgumentException(name + " is either found or derived");
    }
  }

  /** Returns the same field, found elsewhere. */
  public FieldDeclaration foundAt(List<FieldPath> others) {
    return new FieldDeclaration(
        name,
        type,
        others,
        decimalForm,
        timeForms,
        nullIfUnfit,
        oneOf,
        byDefault,
        required,
        of,
        fallsBack,
        line);
  }

  /** Returns whether both columns are filled alike: all but where the file says so. */
  public boolean readsAs(FieldDeclaration other) {
    return at(0).equals(other.at(0));
  }

  private FieldDeclaration at(int otherLine) {
    return new FieldDeclaration(
        name,
        type,
        from,
        decimalForm,
        timeForms,
        nullIfUnfit,
        oneOf,
        byDefault,
        required,
        of,
        fallsBack,
        otherLine);
  }
}
