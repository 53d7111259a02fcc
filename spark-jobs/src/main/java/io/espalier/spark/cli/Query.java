package io.espalier.spark.cli;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that prints what it is asked for. A value that it refuses is wrong usage. */
@SuppressWarnings("NullAway.Init") // picocli sets the field
abstract class Query implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() throws IOException {
        try {
            PrintWriter terminal = spec.commandLine().getOut();
            print(terminal);
            terminal.flush();
            return ExitCode.OK;
        } catch (InvalidValueException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The command as it stands in the line. */
    CommandSpec spec() {
        return spec;
    }

    /** @throws InvalidValueException if an argument is none that it can be asked */
    abstract void print(PrintWriter terminal) throws IOException;
}
