package io.espalier.spark.cli;

import io.espalier.config.SweepConfig;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that reads a config. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConfigArguments {
    @Parameters(index = "0", paramLabel = "CONFIG", description = "The sweep's YAML file.")
    private Path config;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Change the config before it is read, as in --set 'recipe[0].train.epochs=5'.")
    private List<String> settings = List.of();

    SweepConfig load() {
        return SweepConfig.load(config, settings);
    }

    Path file() {
        return config;
    }
}
