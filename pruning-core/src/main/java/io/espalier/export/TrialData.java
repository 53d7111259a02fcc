package io.espalier.export;

import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import java.io.IOException;
import java.util.stream.IntStream;

/**
 * The data of a trial, as it was trained on them and before they were scaled.
 *
 * @param scaled the parts; {@code rawTest} the test part encoded but not scaled
 */
public record TrialData(Splits scaled, Dataset rawTest) {
    private static final int CALIBRATION = 1024;

    /** @throws IOException if the source cannot be read */
    public static TrialData load(DataSpec spec, Targets.Kind targets) throws IOException {
        Examples read = spec.source().load(targets);
        return new TrialData(spec.split(read), spec.rawTest(read));
    }

    /** At most {@value #CALIBRATION} examples of the training part, spread evenly over it. */
    public Dataset calibration() {
        return calibration(scaled.train());
    }

    /** The same of other scaled examples. */
    public static Dataset calibration(Dataset train) {
        int rows = Math.min(CALIBRATION, train.size());
        return train.select(IntStream.range(0, rows)
                .map(i -> (int) ((long) i * train.size() / rows))
                .toArray());
    }
}
