package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DataCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    err.write(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void listsTheSizesAndLicencesOfAllDataSets() {
        assertThat(run("list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("digits", "1797", "inside the jar"))
                .anySatisfy(line -> assertThat(line).contains("fashion-mnist", "60000", "10000", "MIT"));
    }

    @Test
    void refusesAnUnknownNameWithTheKnownOnes() {
        assertThat(run("fetch", "mnits")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "Invalid data set: mnits (must be one of mnist, fashion-mnist, cifar10; did you mean mnist?)");
    }

    @Test
    void saysWhichFileTheNamedFolderLacks(@TempDir Path empty) {
        Path target = empty.resolve("to");

        assertThat(run("fetch", "mnist", "--from", empty.toString(), "--to", target.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("Cannot read " + empty.resolve("train-images-idx3-ubyte") + ": no such file");
        assertThat(target).doesNotExist();
    }

    @Test
    void showsExamplesInItsHelp() {
        assertThat(run("fetch", "--help")).isZero();
        assertThat(out.toString()).contains("--from", "--to", "espalier data fetch fashion-mnist");
    }

    @Test
    void asksForASubcommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing subcommand: fetch or list");
    }
}
