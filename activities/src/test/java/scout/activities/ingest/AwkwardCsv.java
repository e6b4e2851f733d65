package scout.activities.ingest;

import static scout.activities.ingest.FileText.withBytes;

import java.util.ArrayList;
import java.util.List;
import scout.activities.Gzip;

/** CSV files that are hard to take. What a row is worth is written beside it by hand. */
final class AwkwardCsv {
  private static final int MIB = 1 << 20;
  private static final String HEADER = "id,name\n";

  private final List<WrittenFile> files = new ArrayList<>();

  List<WrittenFile> files() {
    fields();
    lineEnds();
    headers();
    noHeaders();
    badRows();
    openQuotes();
    lengths();
    return files;
  }

  private void fields() {
    row("1,plain", "plain");
    row("1,", "");
    row("1,\"\"", "");
    row("1,\"a,b\"", "a,b");
    row("1,\"a\nb\"", "a\\nb");
    row("1,\"a\r\nb\r\"", "a\\r\\nb\\r");
    row("1,\"\n\n\"", "\\n\\n");
    row("1,\"say \"\"hi\"\"\"", "say \\\"hi\\\"");
    row("1,\"\"\"\"", "\\\"");
    row("1,\"\"\"\"\"\"", "\\\"\\\"");
    row("1,a\"b", "a\\\"b");
    row("1,a\"b\"", "a\\\"b\\\"");
    row("1, \"a\"", " \\\"a\\\"");
    row("1,  a  ", "  a  ");
    row("1,a\tb", "a\\tb");
    row("1,C:\\new\\u0041", "C:\\\\new\\\\u0041");
    row("1,日本😀é", "日本😀é");
    row("1,\u0001\u001f\u007f", "\\u0001\\u001f\u007f");
    row("1,\ufeff\u2028\u0085", "\ufeff\u2028\u0085");
    row("1,NULL", "NULL");
    row("1,{\"\"a\"\":1}", "{\\\"\\\"a\\\"\\\":1}");
    row("1,1e400", "1e400");
    row("1,00012.50", "00012.50");
    row("1,=cmd()", "=cmd()");
    FileText wide = new FileText();
    wide.text("c0");
    StringBuilder row = new StringBuilder("0");
    StringBuilder json = new StringBuilder("{\"c0\":\"0\"");
    for (int i = 1; i < 2_000; i++) {
      wide.text(",c" + i);
      row.append(',').append(i);
      json.append(",\"c").append(i).append("\":\"").append(i).append('"');
    }
    loaded(wide.text("\n").good(FileText.utf8(row.toString()), json.append('}').toString(), null));
    // A row without any value is no record.
    loaded(one("a", "\n", "x", "{\"a\":\"x\"}").text("\n\"\"\n"));
  }

  private void lineEnds() {
    for (String end : List.of("\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \t\n")) {
      loaded(one("a,b", end, "x,y", "{\"a\":\"x\",\"b\":\"y\"}"));
      loaded(
          one("a,b", end, "x,y", "{\"a\":\"x\",\"b\":\"y\"}")
              .text(end)
              .good(FileText.utf8("z,"), "{\"a\":\"z\",\"b\":\"\"}", null)
              .text(end));
    }
    FileText marked = new FileText().mark().text("\r\na,b\r\n");
    loaded(marked.good(FileText.utf8("x,y"), "{\"a\":\"x\",\"b\":\"y\"}", null).text("\r\n"));
    FileText packed = one("a,b", "\r\n", "\"x\r\n\",y", "{\"a\":\"x\\r\\n\",\"b\":\"y\"}");
    files.add(packed.stored(path() + ".gz", Gzip.pack(packed.toBytes()), null));
  }

  private void headers() {
    for (String header :
        List.of("id", "id,name", "id,name\n", "\ufeffid,name\r\n", "\n\nid,name")) {
      loaded(new FileText().text(header));
    }
    loaded(one("\"a\",\"b\"", "\n", "x,y", "{\"a\":\"x\",\"b\":\"y\"}"));
    loaded(one("\"a\nb\",c", "\n", "x,y", "{\"a\\nb\":\"x\",\"c\":\"y\"}"));
    loaded(one("\"a\"\"b\",c", "\n", "x,y", "{\"a\\\"b\":\"x\",\"c\":\"y\"}"));
    loaded(one("a,A, b ", "\n", "x,y,z", "{\"a\":\"x\",\"A\":\"y\",\"b\":\"z\"}"));
    loaded(one("a;b", "\n", "x;y", "{\"a\":\"x\",\"b\":\"y\"}"));
    loaded(one("a\tb", "\n", "x\ty", "{\"a\":\"x\",\"b\":\"y\"}"));
    loaded(one("a,b,,", "\n", "x,y,,", "{\"a\":\"x\",\"b\":\"y\"}"));
    loaded(one("ключ,a.b,c:d", "\n", "x,y,z", "{\"ключ\":\"x\",\"a.b\":\"y\",\"c:d\":\"z\"}"));
    for (String header : List.of("a,a", "a,b,a", "\"a\",a", "a,a ")) {
      damaged(new FileText().text(header + "\n1,2,3\n"), "CSV_DUPLICATE_COLUMN");
    }
    damaged(new FileText().text("a,\"b\"c\n1,2\n"), "CSV_BAD_HEADER");
    damaged(new FileText().bytes(withBytes("caf<e9>,b\n1,2\n")), "CSV_BAD_HEADER");
    damaged(new FileText().bytes(withBytes("a<00>,b\n1,2\n")), "CSV_BAD_HEADER");
    damaged(new FileText().text("x".repeat(MIB + 1) + ",b\n1,2\n"), "CSV_BAD_HEADER");
    damaged(new FileText().text("a;b,c\n1;2,3\n"), "CSV_DELIMITER");
  }

  private void noHeaders() {
    for (String data :
        List.of(
            "1,2\n3,4\n",
            "a,,c\n1,2,3\n",
            ",a\n1,2\n",
            "\" \",a\n1,2\n",
            "t1,2025-03-14T10:00:00Z,9.50\nt2,2025-03-14T10:01:00Z,3\n",
            "t1,s1,-12.50\n",
            "7\n8\n")) {
      damaged(new FileText().text(data), "CSV_NO_HEADER");
    }
  }

  private void badRows() {
    for (String row : List.of("1", "1,2,3", ",,3", "1,2,", "\"1,2\"")) {
      bad(FileText.utf8(row), "CSV_FIELD_COUNT");
    }
    for (String row : List.of("1,\"a\"b", "\"1\" ,2", "1,\"a\"\"b\" c", "\"\"x,2")) {
      bad(FileText.utf8(row), "CSV_BAD_QUOTE");
    }
    for (String row :
        List.of("1,<ff>", "1,caf<e9>", "<c0 80>,2", "1,\"<ed a0 80>\"", "1,<f0 9f 98>")) {
      bad(withBytes(row), "INVALID_UTF8");
    }
    bad(withBytes("1,a<00>b"), "NUL_CHARACTER");
    bad(withBytes("1<00>,2"), "NUL_CHARACTER");
    FileText most =
        new FileText().text(HEADER).good(FileText.utf8("1,a"), json("a"), null).text("\n");
    most.bad("2", "CSV_FIELD_COUNT").text("\n").bad("3", "CSV_FIELD_COUNT");
    damaged(most, "MOSTLY_REJECTED");
    // One object a line, called a CSV file.
    damaged(new FileText().text("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n"), "CSV_BAD_HEADER");
  }

  private void openQuotes() {
    damaged(new FileText().text("id,\"name\n1,2\n"), "UNCLOSED_QUOTE");
    damaged(
        new FileText()
            .text(HEADER)
            .good(FileText.utf8("1,a"), json("a"), null)
            .text("\n2,\"b\n3,c\n"),
        "UNCLOSED_QUOTE");
    damaged(
        new FileText()
            .text(HEADER)
            .good(FileText.utf8("1,a"), json("a"), null)
            .text("\n2,\"b\"\"\n"),
        "UNCLOSED_QUOTE");
    damaged(
        new FileText()
            .text(HEADER)
            .good(FileText.utf8("1,a"), json("a"), null)
            .text("\n2,\"" + "x\n".repeat(2 * MIB)),
        "UNCLOSED_QUOTE");
  }

  private void lengths() {
    String most = "x".repeat(MIB - "1,".length());
    row("1," + most, most);
    bad(FileText.utf8("1,x" + most), "RECORD_TOO_LONG");
    bad(FileText.utf8("1,\"" + "\n".repeat(MIB) + "\""), "RECORD_TOO_LONG");
  }

  private void row(String row, String name) {
    loaded(new FileText().text(HEADER).good(FileText.utf8(row), json(name), null).text("\n"));
  }

  private void bad(byte[] row, String code) {
    loaded(
        new FileText()
            .text(HEADER)
            .good(FileText.utf8("1,a"), json("a"), null)
            .text("\r\n")
            .bad(row, code)
            .text("\n")
            .good(FileText.utf8("1,\"z\""), json("z"), null));
  }

  private static String json(String name) {
    return "{\"id\":\"1\",\"name\":\"" + name + "\"}";
  }

  private static FileText one(String header, String end, String row, String json) {
    return new FileText().text(header).text(end).good(FileText.utf8(row), json, null);
  }

  private void loaded(FileText text) {
    files.add(text.loaded(path()));
  }

  private void damaged(FileText text, String code) {
    files.add(text.quarantined(path(), code));
  }

  private String path() {
    return "csv/%03d.csv".formatted(files.size());
  }
}
