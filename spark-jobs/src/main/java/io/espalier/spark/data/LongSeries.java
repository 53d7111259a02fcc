package io.espalier.spark.data;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one series in a long table, in any order. */
record LongSeries(String name, CellFaults.Place place, List<String> labels, Map<String, double[]> steps) {
    LongSeries(String name, CellFaults.Place place, List<String> labels) {
        this(name, place, labels, new LinkedHashMap<>());
    }

    /** Adds the values of a step; whether it is new. */
    boolean add(String step, double[] values) {
        return steps.putIfAbsent(spelled(step), values) == null;
    }

    /** 1 and 1.0 are one step. */
    private static String spelled(String step) {
        return Double.isFinite(Numerals.parse(step)) ? Numerals.canonical(step) : step;
    }

    /** By number if all steps are numbers, by letter if not. */
    Series series(int channels) {
        boolean numbers = steps.keySet().stream().allMatch(step -> Double.isFinite(Numerals.parse(step)));
        Comparator<String> order = numbers ? Comparator.comparingDouble(Numerals::parse) : Comparator.naturalOrder();
        List<double[]> rows =
                steps.keySet().stream().sorted(order).map(steps::get).toList();
        double[][] columns = new double[channels][rows.size()];
        for (int step = 0; step < rows.size(); step++) {
            for (int channel = 0; channel < channels; channel++) {
                columns[channel][step] = rows.get(step)[channel];
            }
        }
        return new Series(() -> "series " + name, columns, labels);
    }
}
