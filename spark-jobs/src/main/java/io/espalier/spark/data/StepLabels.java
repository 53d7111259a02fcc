package io.espalier.spark.data;

import io.espalier.data.SequenceTargets;
import io.espalier.data.SequenceTargets.Alignment;
import java.io.IOException;
import java.util.stream.IntStream;

/** A label at each step of each example: whole numbers from 0, or a negative one where the example has ended. */
final class StepLabels {
    private static final int MOST = 65_535;

    private final int steps;
    private final IntStream.Builder labels = IntStream.builder();
    private final CellFaults faults = new CellFaults();

    StepLabels(int steps) {
        this.steps = steps;
    }

    /** The label of the next step, all those of an example one after the other. */
    void add(Number label, CellFaults.Place place) {
        double number = label.doubleValue();
        if (number == Math.rint(number) && number <= MOST) {
            labels.add((int) Math.max(number, -1));
        } else {
            faults.add(label.toString(), place);
        }
    }

    /** @throws IOException if one is no whole number, or too large */
    SequenceTargets targets() throws IOException {
        TableExamples.require(
                faults.count() == 0,
                "it has " + faults.describe("label that is no class", "labels that are no classes")
                        + " (must be whole numbers up to " + MOST + ", negative where an example has ended)");
        int[] all = labels.build().toArray();
        int classes = 1 + IntStream.of(all).max().orElse(-1);
        int[] tokens =
                IntStream.of(all).map(label -> label < 0 ? classes : label).toArray();
        return new SequenceTargets(classes, tokens, steps, Alignment.SAME_STEP);
    }
}
