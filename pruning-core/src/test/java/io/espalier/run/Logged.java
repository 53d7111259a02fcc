package io.espalier.run;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.Magnitude;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Magnitude, with a line in a file each time it scores. */
record Logged(String file) implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        try {
            Files.writeString(Path.of(file), "scored\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Magnitude().score(network, groups);
    }

    /** How often it has scored. */
    int times() throws IOException {
        return Files.exists(Path.of(file)) ? Files.readAllLines(Path.of(file)).size() : 0;
    }
}
