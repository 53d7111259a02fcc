package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The edge between commands and a terminal, or whatever stands in its place. */
class ScreenTest {
    private final StringWriter shown = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "red\u001b[31m | red\\u001b[31m",
                "bell\u0007! | bell\\u0007!",
                "over\rwritten | over\\u000dwritten",
                "one\ttwo | one\ttwo",
                "del\u007f | del\\u007f",
                "csi\u009b2J | csi\\u009b2J",
                "\u202etxt.exe | \\u202etxt.exe",
                "Größe – 数 🙂 | Größe – 数 🙂"
            })
    void showsWhatWouldSteer(String text, String visible) {
        assertThat(VisibleWriter.visible(text)).isEqualTo(visible);
        Screen screen = Screen.of(shown, true);
        screen.println(text);
        Screen.printData(screen, text);
        screen.flush();
        assertThat(shown).hasToString(visible + System.lineSeparator() + visible);
    }

    @ParameterizedTest
    @CsvSource({"true, '', xterm, true", "true, 1, xterm, false", "true, '', dumb, false", "false, '', xterm, false"})
    void coloursVerdictsWhereThatIsWanted(boolean isTerminal, String noColor, String term, boolean isColoured) {
        Screen screen = Screen.of(shown, isTerminal, Map.of("NO_COLOR", noColor, "TERM", term));
        Paint.VERDICTS.print(screen, "magnitude  0.5  +-=\nred\u001b[31m - 1\n");
        screen.flush();
        String signs = isColoured ? "\u001b[32m+\u001b[0m\u001b[31m-\u001b[0m=" : "+-=";
        assertThat(shown).hasToString("magnitude  0.5  " + signs + "\nred\\u001b[31m - 1\n");
    }

    @Test
    void coloursStatesThatAreNotWell() {
        Screen screen = Screen.of(shown, true, Map.of("TERM", "xterm"));
        Paint.STATES.print(screen, "4 trials run, 0 failed, 2 diverged\n");
        Paint.STATES.print(screen, "FAIL  COMPLETED FAILED\n");
        screen.flush();
        assertThat(shown)
                .hasToString("4 trials run, 0 failed, \u001b[31m2 diverged\u001b[0m\n"
                        + "\u001b[31mFAIL\u001b[0m  COMPLETED \u001b[31mFAILED\u001b[0m\n");
    }

    @Test
    void keepsEndsOfLinesHoweverTheyAreWritten() {
        Screen screen = Screen.of(shown, true);
        screen.print("a\r");
        screen.print("\nb\r\nc\r");
        screen.print("d\n");
        screen.flush();
        assertThat(shown).hasToString("a\r\nb\r\nc\\u000dd\n");
    }

    @Test
    void leavesDataForProgramsAsTheyAre() {
        Screen screen = Screen.of(shown, false);
        screen.print("\u001b");
        Screen.printData(screen, "\u001b");
        screen.flush();
        assertThat(shown).hasToString("\\u001b\u001b");
    }

    @Command(name = "print")
    private static final class Printing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Screen.printData(spec.commandLine().getOut(), "much");
            return 0;
        }
    }

    @Test
    void failsWhereItsOutputCannotBeWritten() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Screen err = Screen.of(shown, false);
        int status = Espalier.execute(new CommandLine(new Printing()), Screen.of(full, false), err);
        assertThat(status).isOne();
        assertThat(shown).hasToString("Cannot write output: No space left on device" + System.lineSeparator());
    }
}
