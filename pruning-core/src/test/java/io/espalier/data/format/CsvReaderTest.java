package io.espalier.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    private static final CsvFormat COMMA = new CsvFormat(",", "\"");

    private static List<List<String>> read(byte[] bytes, CsvFormat format) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), "t.csv", format)) {
            for (List<String> row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<List<String>> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), COMMA);
    }

    private static void assertRefuses(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage(message);
    }

    @Test
    void takesEveryLineEndAndLeavesEmptyLinesOut() throws IOException {
        assertThat(read("a,b\r\n1,2\n\n3,4\r5,6"))
                .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"), List.of("5", "6"));
    }

    @Test
    void takesQuotedCells() throws IOException {
        assertThat(read("\"a,b\", \"c \"\"d\"\"\" , 5\" pipe\n\"e\nf\",, g \n"))
                .containsExactly(List.of("a,b", "c \"d\"", "5\" pipe"), List.of("e\nf", "", "g"));
    }

    @Test
    void takesAnEmptyLastCell() throws IOException {
        assertThat(read("a,b\n1,\n")).containsExactly(List.of("a", "b"), List.of("1", ""));
    }

    @Test
    void refusesARaggedRow() {
        assertRefuses("a,b\n1,2\n3\n", "t.csv, line 3: it has 1 cell (must be 2, as in the first row)");
        assertRefuses("a,b\n1,2,\n", "t.csv, line 2: it has 3 cells (must be 2, as in the first row)");
    }

    @Test
    void countsLinesWithinQuotes() {
        assertRefuses("a\n\"x\ny\"\n1,2\n", "t.csv, line 4: it has 2 cells (must be 1, as in the first row)");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() {
        assertRefuses("a,b\n1,\"2\n3,4\n", "t.csv, line 2: a quote is never closed");
    }

    @Test
    void refusesTextBehindAQuote() {
        assertRefuses(
                "a\n\"x\"y\n", "t.csv, line 2: a quoted cell is followed by text (must be followed by a separator)");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = "a,b\n1,2\nn\u00e9,3\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(latin, COMMA)).hasMessage("t.csv, line 3: it is not UTF-8");
    }

    @Test
    void refusesAVeryWideRow() {
        assertRefuses("a,".repeat(1_000_000), "t.csv, line 1: it has more than 100000 cells");
    }

    private static byte[] gzip(String... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : members) {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void takesGzipAndAByteOrderMark() throws IOException {
        assertThat(read(gzip("\ufeffa;b\r\n1;2"), new CsvFormat(";", "")))
                .containsExactly(List.of("a", "b"), List.of("1", "2"));
    }

    @Test
    void takesEveryMemberOfAGzipFileAndRefusesWhatFollowsThem() throws IOException {
        byte[] two = gzip("a,b\n1,", "2\n");
        assertThat(read(two, COMMA)).containsExactly(List.of("a", "b"), List.of("1", "2"));

        byte[] longer = Arrays.copyOf(two, two.length + 20);
        Arrays.fill(longer, two.length, longer.length, (byte) '3');
        assertThatThrownBy(() -> read(longer, COMMA)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(Arrays.copyOf(two, two.length - 5), COMMA))
                .isInstanceOf(IOException.class);
    }

    @Test
    void refusesAFileThatIsNotTheGzipThatItIsCalled() {
        byte[] text = "a;b\n1;2".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new CsvReader(new ByteArrayInputStream(text), "t.csv.gz", new CsvFormat(";", "")))
                .hasMessage("t.csv.gz: its name ends in .gz, but it is not gzip");
    }

    @Test
    void takesTabs() throws IOException {
        assertThat(read("a\t b\n\t\"2\"\n".getBytes(StandardCharsets.UTF_8), new CsvFormat("\t", "\"")))
                .containsExactly(List.of("a", "b"), List.of("", "2"));
    }

    @Property(tries = 300)
    void readsBackWhatIsQuoted(@ForAll @Size(min = 1, max = 5) List<@Size(min = 1, max = 4) List<String>> table)
            throws IOException {
        int width = table.get(0).size();
        List<List<String>> rows = table.stream()
                .filter(row -> row.size() == width)
                .map(row -> row.stream().map(CsvReaderTest::clean).toList())
                .toList();
        String text = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));

        assertThat(read(text)).isEqualTo(rows);
    }

    /** Lone surrogates are no UTF-8, and line ends are read as line feeds. */
    private static String clean(String cell) {
        return new String(cell.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replaceAll("\r\n?", "\n");
    }
}
