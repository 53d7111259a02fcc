package io.espalier.spark.cli;

import io.espalier.spark.sweep.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"espalier " + Build.version()};
    }
}
