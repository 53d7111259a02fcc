package io.espalier.pareto.index;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The area between a reference corner and a set of points of the plane that grows point by point. Steps are kept by first
 * coordinate with the second one falling; two open ends spare the edge cases. Adding n points takes O(n log n).
 */
final class Staircase {
    private final TreeMap<Double, Double> steps = new TreeMap<>();

    /** Points added must be less than the reference in both coordinates. */
    Staircase(double referenceX, double referenceY) {
        steps.put(Double.NEGATIVE_INFINITY, referenceY);
        steps.put(referenceX, Double.NEGATIVE_INFINITY);
    }

    /** Adds a point and returns the area that only it covers. */
    double add(double x, double y) {
        double top = steps.floorEntry(x).getValue();
        if (top <= y) {
            return 0;
        }
        double area = 0;
        double left = x;
        Iterator<Map.Entry<Double, Double>> right =
                steps.tailMap(x, false).entrySet().iterator();
        while (top > y) {
            Map.Entry<Double, Double> step = right.next();
            area += (step.getKey() - left) * (top - y);
            left = step.getKey();
            top = step.getValue();
            if (top > y) {
                right.remove();
            }
        }
        steps.put(x, y);
        return area;
    }
}
