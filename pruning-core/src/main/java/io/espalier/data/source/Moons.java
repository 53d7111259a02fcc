package io.espalier.data.source;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import java.io.IOException;

/**
 * Two interleaving half circles, as in scikit-learn's {@code make_moons}.
 *
 * @param perClass training points of each class; the standard test set has as many again
 * @param noise standard deviation of the normal noise on each coordinate
 * @param draw seed of the data; the same for all seeds of a sweep
 */
public record Moons(
        @Default("1250") int perClass,
        @Default("0.1") double noise,
        @Default("0") long draw) implements DatasetSource {
    public Moons {
        check(perClass >= 3, "per-class", perClass, "be at least 3");
        check(noise >= 0 && Double.isFinite(noise), "noise", noise, "be at least 0");
    }

    public Moons() {
        this(1250, 0.1, 0);
    }

    @Override
    public Examples load() throws IOException {
        return PlanePoints.draw(Moons::at, 2, perClass, noise, draw);
    }

    private static double[] at(int label, double t) {
        double x = StrictMath.cos(Math.PI * t);
        double y = StrictMath.sin(Math.PI * t);
        return label == 0 ? new double[] {x, y} : new double[] {1 - x, 0.5 - y};
    }
}
