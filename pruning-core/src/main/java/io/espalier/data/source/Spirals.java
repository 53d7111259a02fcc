package io.espalier.data.source;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import java.io.IOException;

/**
 * Four interleaved spiral arms, one class each.
 *
 * @param perClass training points of each class; the standard test set has as many again
 * @param noise standard deviation of the normal noise on each coordinate
 * @param draw seed of the data; the same for all seeds of a sweep
 */
public record Spirals(
        @Default("1250") int perClass,
        @Default("0.05") double noise,
        @Default("0") long draw) implements DatasetSource {
    public Spirals {
        check(perClass >= 3, "per-class", perClass, "be at least 3");
        check(noise >= 0 && Double.isFinite(noise), "noise", noise, "be at least 0");
    }

    public Spirals() {
        this(1250, 0.05, 0);
    }

    @Override
    public Examples load() throws IOException {
        return PlanePoints.draw(Spirals::at, 4, perClass, noise, draw);
    }

    private static double[] at(int label, double t) {
        double radius = 0.1 + 0.9 * t;
        double angle = 2 * Math.PI * (t + label / 4.0);
        return new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
    }
}
