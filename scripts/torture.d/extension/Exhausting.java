package torture;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.util.ArrayList;
import java.util.List;

/** Takes all memory that there is, bit by bit. */
public record Exhausting() implements Criterion {
    private static final int BIT = 1 << 22;

    @Override
    public double[] score(NetworkView network, Groups groups) {
        List<double[]> all = new ArrayList<>();
        while (true) {
            all.add(new double[BIT]);
        }
    }
}
