package io.espalier.config;

import io.espalier.binding.Binder;
import io.espalier.binding.ConfigException;
import io.espalier.binding.Problems;
import io.espalier.binding.Yaml;
import io.espalier.data.DatasetSource;
import io.espalier.storage.StoredFile;
import io.espalier.sweep.SweepConfig;
import java.util.List;

/** Reads sweeps from YAML. */
public final class SweepFile {
    private SweepFile() {}
    /** The most points of a grid, where nobody asks for more. */
    public static final int MOST_POINTS = 1_000_000;

    /**
     * Reads a file.
     *
     * @param file path or address
     * @param settings changes to make first, as in {@code grid.sparsity=[0.5, 0.9]} or {@code recipe[1].prune.rounds=3}
     * @throws ConfigException with all that is wrong in the file or the settings
     */
    public static SweepConfig load(String file, List<String> settings) {
        return load(file, settings, MOST_POINTS);
    }

    /** The same, of another number of points at most than {@value #MOST_POINTS}. */
    public static SweepConfig load(String file, List<String> settings, int mostPoints) {
        Problems problems = new Problems();
        SweepReader reader = new SweepReader(Binder.ofContext(), problems, mostPoints);
        return problems.valueOrThrow(reader.read(StoredFile.of(file), settings), file);
    }

    /**
     * Reads a sweep whose data is at hand: its {@code data} may be left out, or say how it is split and scaled.
     *
     * @param yaml the sweep, as a file would have it
     * @param source what messages call the text
     * @throws ConfigException with all that is wrong in it
     */
    public static SweepConfig parse(String yaml, String source, DatasetSource data) {
        Problems problems = new Problems();
        SweepReader reader = new SweepReader(Binder.ofContext(), problems, MOST_POINTS);
        return problems.valueOrThrow(reader.read(yaml, source, data), source);
    }

    /**
     * One text out of several, as JSON: a key of a later one takes the place of the same key of those before it.
     *
     * @param layers YAML objects
     * @param settings changes to make at last, as in {@code seeds=[1, 2]}
     * @throws ConfigException if one is not YAML
     */
    public static String merge(List<String> layers, List<String> settings) {
        Problems problems = new Problems();
        return problems.valueOrThrow(Yaml.merge(layers, settings, problems), "the sweep");
    }
}
