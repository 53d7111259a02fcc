package io.espalier.metric;

/** How often one class, or one label, is there, is predicted, and is both. */
record Confusion(int actual, int predicted, int both) {
    static Confusion of(ClassPredictions predictions, int label) {
        int actual = 0;
        int predicted = 0;
        int both = 0;
        for (int i = 0; i < predictions.size(); i++) {
            boolean is = predictions.label(i) == label;
            boolean says = predictions.predicted(i) == label;
            actual += is ? 1 : 0;
            predicted += says ? 1 : 0;
            both += is && says ? 1 : 0;
        }
        return new Confusion(actual, predicted, both);
    }

    static Confusion of(LabelPredictions predictions, int label) {
        int actual = 0;
        int predicted = 0;
        int both = 0;
        for (int i = 0; i < predictions.size(); i++) {
            boolean is = predictions.has(i, label);
            boolean says = predictions.predicts(i, label);
            actual += is ? 1 : 0;
            predicted += says ? 1 : 0;
            both += is && says ? 1 : 0;
        }
        return new Confusion(actual, predicted, both);
    }

    Confusion plus(Confusion other) {
        return new Confusion(actual + other.actual, predicted + other.predicted, both + other.both);
    }

    /** Whether it is there or predicted at all. */
    boolean occurs() {
        return actual + predicted > 0;
    }

    double recall() {
        return (double) both / actual;
    }

    /** 2 both / (actual + predicted); 0 where it does not occur. */
    double f1() {
        return occurs() ? 2.0 * both / (actual + predicted) : 0;
    }
}
