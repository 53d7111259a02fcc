package io.espalier.spark.cli;

import io.espalier.spark.report.Width;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output or error of this process: shows control characters instead of sending them, and keeps a failure. */
final class Screen extends PrintWriter {
    private final Outlet outlet;

    private Screen(Outlet outlet, VisibleWriter edge) {
        super(edge, true);
        this.outlet = outlet;
    }

    /** @param number of the file descriptor, as in {@code /proc/self/fd} */
    private static Screen of(FileDescriptor descriptor, int number) {
        return of(
                new OutputStreamWriter(new FileOutputStream(descriptor), Charset.defaultCharset()), isTerminal(number));
    }

    /** @param isTerminal whether a terminal, and not a file or a program, reads it */
    static Screen of(Writer writer, boolean isTerminal) {
        return of(writer, isTerminal, System.getenv());
    }

    /**
     * The same in other surroundings.
     *
     * @param environment of which {@code NO_COLOR} (no-color.org), unless empty, and {@code TERM=dumb} switch colours off
     */
    static Screen of(Writer writer, boolean isTerminal, Map<String, String> environment) {
        boolean isPlain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        Outlet outlet = new Outlet(writer, isTerminal, isTerminal && !isPlain);
        return new Screen(outlet, new VisibleWriter(outlet));
    }

    /** How wide tables may be: the launcher says it of a terminal, a user of anything. */
    static Width width() {
        return Width.of(System.getenv("COLUMNS"));
    }

    static Screen output() {
        return of(FileDescriptor.out, 1);
    }

    static Screen error() {
        return of(FileDescriptor.err, 2);
    }

    /** Prints words in a colour where a terminal reads it that shows some, and else without. */
    static void printColoured(PrintWriter out, String words, Paint paint) {
        if (out instanceof Screen screen && screen.outlet.showsColours) {
            screen.flush();
            screen.outlet.write(paint.coloured(words));
        } else {
            out.print(words);
        }
    }

    /** Prints data for programs, which a file gets as it is. */
    static void printData(PrintWriter out, String data) {
        if (out instanceof Screen screen && !screen.outlet.isTerminal) {
            screen.flush();
            screen.outlet.write(data);
        } else {
            out.print(data);
        }
    }

    /** Why not all of it could be written, if so; a reader that went away is none. */
    Optional<String> failure() {
        flush();
        return Optional.ofNullable(outlet.failure)
                .map(e -> String.valueOf(e.getMessage()))
                .filter(reason -> !reason.contains("Broken pipe"))
                .map(reason -> "Cannot write output: " + reason);
    }

    @SuppressWarnings("SystemConsoleNull") // Java 17: null where neither end is a terminal
    private static boolean isTerminal(int number) {
        Path link = Path.of("/proc/self/fd/" + number);
        try {
            return Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** What lies behind the edge. After a failure nothing more is written. */
    private static final class Outlet extends Writer {
        private final Writer writer;
        private final boolean isTerminal;
        private final boolean showsColours;
        private @Nullable IOException failure;

        Outlet(Writer writer, boolean isTerminal, boolean showsColours) {
            this.writer = writer;
            this.isTerminal = isTerminal;
            this.showsColours = showsColours;
        }

        /** Something that writes. */
        @FunctionalInterface
        private interface Work {
            void run() throws IOException;
        }

        private void attempt(Work work) {
            if (failure == null) {
                try {
                    work.run();
                } catch (IOException e) {
                    failure = e;
                }
            }
        }

        @Override
        public void write(String text) {
            attempt(() -> writer.write(text));
        }

        @Override
        public void write(char[] text, int from, int length) {
            attempt(() -> writer.write(text, from, length));
        }

        @Override
        public void flush() {
            attempt(writer::flush);
        }

        @Override
        public void close() {
            flush();
        }
    }
}
