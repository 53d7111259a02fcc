package io.espalier.spark.cli;

import io.espalier.config.SweepFile;
import io.espalier.data.DatasetSource;
import io.espalier.storage.StoredFile;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that reads a config. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ConfigArguments {
    @Parameters(index = "0", paramLabel = "CONFIG", description = "The sweep's YAML file.")
    private StoredFile config;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Override a value of the config, as in --set 'recipe[0].train.epochs=5'; may be repeated.")
    private List<String> settings = List.of();

    @Option(
            names = "--limit",
            paramLabel = "POINTS",
            description = "Largest number of grid points allowed. Default: ${DEFAULT-VALUE}.")
    private int limit = SweepFile.MOST_POINTS;

    SweepConfig load() {
        return SweepFile.load(config.toString(), settings, limit);
    }

    /**
     * The same, once it is known that there are data to read, as far as that can be known before Spark starts.
     *
     * @throws IOException if there are none
     */
    SweepConfig loadPresent() throws IOException {
        SweepConfig sweep = load();
        Set<DatasetSource> sources = new LinkedHashSet<>();
        sweep.points().forEach(point -> sources.add(point.data().source()));
        for (DatasetSource source : sources) {
            source.requirePresent();
        }
        return sweep;
    }

    StoredFile file() {
        return config;
    }
}
