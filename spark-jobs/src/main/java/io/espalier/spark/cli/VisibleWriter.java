package io.espalier.spark.cli;

import io.espalier.spark.report.OneLine;
import java.io.IOException;
import java.io.Writer;

/**
 * Shows what would steer a terminal, such as an escape sequence in somebody's name for something, as <code>&#92;u001b</code>.
 * Ends of lines and tabs pass.
 */
final class VisibleWriter extends Writer {
    private final Writer out;
    private boolean isAfterReturn;

    VisibleWriter(Writer out) {
        this.out = out;
    }

    /** Text without anything that steers. */
    static String visible(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEnd = c == '\n' || (c == '\r' && text.startsWith("\n", i + 1));
            shown.append(isEnd || c == '\t' || !OneLine.steers(c) ? String.valueOf(c) : OneLine.escaped(c));
        }
        return shown.toString();
    }

    /** A return is kept until what follows tells whether it ends a line. */
    @Override
    public void write(char[] text, int from, int length) throws IOException {
        String all = (isAfterReturn ? "\r" : "") + new String(text, from, length);
        isAfterReturn = all.endsWith("\r");
        out.write(visible(isAfterReturn ? all.substring(0, all.length() - 1) : all));
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (isAfterReturn) {
            out.write(OneLine.escaped('\r'));
        }
        out.close();
    }
}
