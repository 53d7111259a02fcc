package io.espalier.data.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table row by row: as many cells in each as in the first, lines without a character left out, spaces around
 * cells that are not quoted taken off. A quote within a cell that does not begin with one is an ordinary character.
 */
public final class CsvReader implements Closeable {
    /** The most cells of a row. */
    public static final int WIDEST = 100_000;

    private final CsvFormat format;
    private final String file;
    private final TextLines lines;
    private String line = "";
    private int position;
    private int rowLine;
    private int width = -1;

    /** @param file what messages call it */
    public CsvReader(InputStream bytes, String file, CsvFormat format) throws IOException {
        this.format = format;
        this.file = file;
        this.lines = new TextLines(bytes, file);
    }

    /** What messages call the file. */
    public String file() {
        return file;
    }

    /** The line on which the row begins that was read last. */
    public int line() {
        return rowLine;
    }

    /**
     * The next row; null after the last one.
     *
     * @throws IOException with file and line, if it has another number of cells than the first or more than
     *     {@value #WIDEST}, a quote is not closed or followed by text, or the text is not UTF-8
     */
    public @Nullable List<String> next() throws IOException {
        String read = lines.next();
        while (read != null && read.isEmpty()) {
            read = lines.next();
        }
        if (read == null) {
            return null;
        }
        line = read;
        position = 0;
        rowLine = lines.number();
        List<String> cells = cells();
        if (width >= 0 && cells.size() != width) {
            throw refusal(
                    rowLine,
                    "it has " + cells.size() + (cells.size() == 1 ? " cell" : " cells") + " (must be " + width
                            + ", as in the first row)");
        }
        width = cells.size();
        return cells;
    }

    private List<String> cells() throws IOException {
        List<String> cells = new ArrayList<>(Math.max(width, 16));
        cells.add(cell());
        while (position < line.length()) {
            position++;
            cells.add(cell());
            if (cells.size() > WIDEST) {
                throw refusal(rowLine, "it has more than " + WIDEST + " cells");
            }
        }
        return cells;
    }

    /** Reads up to the next separator or the end of the line. */
    private String cell() throws IOException {
        int start = position;
        while (start < line.length() && isSpace(line.charAt(start))) {
            start++;
        }
        if (!format.quote().isEmpty() && line.startsWith(format.quote(), start)) {
            position = start + 1;
            return quoted();
        }
        int end = line.indexOf(format.separator(), position);
        String cell = line.substring(position, end < 0 ? line.length() : end).strip();
        position = end < 0 ? line.length() : end;
        return cell;
    }

    private boolean isSpace(char character) {
        return Character.isWhitespace(character) && !format.separator().equals(String.valueOf(character));
    }

    private String quoted() throws IOException {
        int opened = lines.number();
        StringBuilder cell = new StringBuilder();
        while (true) {
            int end = line.indexOf(format.quote(), position);
            if (end < 0) {
                cell.append(line, position, line.length()).append('\n');
                continueOnNextLine(opened);
            } else {
                cell.append(line, position, end);
                position = end + 1;
                if (!line.startsWith(format.quote(), position)) {
                    skipToSeparator();
                    return cell.toString();
                }
                cell.append(format.quote());
                position++;
            }
        }
    }

    private void continueOnNextLine(int opened) throws IOException {
        String read = lines.next();
        if (read == null) {
            throw refusal(opened, "a quote is never closed");
        }
        line = read;
        position = 0;
    }

    private void skipToSeparator() throws IOException {
        while (position < line.length() && isSpace(line.charAt(position))) {
            position++;
        }
        if (position < line.length() && !line.startsWith(format.separator(), position)) {
            throw refusal(lines.number(), "a quoted cell is followed by text (must be followed by a separator)");
        }
    }

    private IOException refusal(int at, String why) {
        return new IOException(file + ", line " + at + ": " + why);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
