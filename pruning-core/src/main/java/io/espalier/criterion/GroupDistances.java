package io.espalier.criterion;

import java.util.Arrays;

/** Euclidean distances between the groups of one layer, those of nothing but zeros left out. */
final class GroupDistances {
    private final float[][] groups;
    private final float[][] present;

    GroupDistances(float[][] groups) {
        this.groups = groups;
        this.present = Arrays.stream(groups).filter(GroupDistances::isPresent).toArray(float[][]::new);
    }

    private static boolean isPresent(float[] group) {
        for (float weight : group) {
            if (weight != 0) {
                return true;
            }
        }
        return false;
    }

    /** Per group, the sum of its distances to all that are present; 0 if it is not. */
    double[] sums() {
        boolean single = Arrays.stream(groups).allMatch(group -> group.length == 1);
        return single
                ? sumsOnTheLine()
                : Arrays.stream(groups).mapToDouble(this::sum).toArray();
    }

    private double sum(float[] own) {
        double sum = 0;
        for (int i = 0; i < present.length && isPresent(own); i++) {
            sum += distance(own, present[i]);
        }
        return sum;
    }

    private static double distance(float[] one, float[] other) {
        double squares = 0;
        for (int i = 0; i < Math.max(one.length, other.length); i++) {
            double d = (i < one.length ? one[i] : 0.0) - (i < other.length ? other[i] : 0.0);
            squares += d * d;
        }
        return Math.sqrt(squares);
    }

    /** With n numbers in order, k of them below w, the sum is that above less that below plus (2k - n) w. */
    private double[] sumsOnTheLine() {
        double[] sorted =
                Arrays.stream(present).mapToDouble(group -> group[0]).sorted().toArray();
        double[] below = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            below[i + 1] = below[i] + sorted[i];
        }
        return Arrays.stream(groups)
                .mapToDouble(group -> group[0] == 0 ? 0 : sum(group[0], sorted, below))
                .toArray();
    }

    private static double sum(double w, double[] sorted, double[] below) {
        int k = Arrays.binarySearch(sorted, w);
        return below[sorted.length] - 2 * below[k] + (2.0 * k - sorted.length) * w;
    }
}
