package io.espalier.spark.data;

import io.espalier.data.format.TextLines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Files of running text, by name. */
record CorpusFiles(String path) {
    static CorpusFiles at(String path) {
        return new CorpusFiles(path);
    }

    /**
     * The tokens of each file; the number behind the last token stands for what is none.
     *
     * @param unknown is given what is none
     * @throws IOException if a file cannot be read or is not UTF-8
     */
    List<int[]> tokens(Tokens cut, CellFaults unknown) throws IOException {
        List<int[]> all = new ArrayList<>();
        try {
            PartFiles.at(path).readLines(lines -> all.add(cut.of(read(lines, cut, unknown))));
        } catch (IOException | RuntimeException e) {
            throw FileSource.unreadable(path, e);
        }
        return all;
    }

    private static String read(TextLines lines, Tokens cut, CellFaults unknown) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = lines.next(); line != null; line = lines.next()) {
            int number = lines.number();
            String whole = line + "\n";
            cut.unknown(whole).forEach(piece -> unknown.add(piece, () -> lines.file() + ", line " + number));
            text.append(whole);
        }
        return text.toString();
    }
}
