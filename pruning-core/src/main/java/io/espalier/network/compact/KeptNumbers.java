package io.espalier.network.compact;

import io.espalier.network.Kernels;

/**
 * What a smaller parameter keeps of a larger one.
 *
 * @param units of the larger one by unit of the smaller
 * @param inputs channels of the larger one by channel of the smaller
 */
record KeptNumbers(
        Kernels from,
        Kernels to,
        @SuppressWarnings("ArrayRecordComponent") int[] units,
        @SuppressWarnings("ArrayRecordComponent") int[] inputs) {
    /** Numbers that stand behind one another in both. */
    @FunctionalInterface
    interface Run {
        void copy(int source, int target, int length);
    }

    void forEachRun(Run run) {
        for (int unit = 0; unit < units.length; unit++) {
            int end = to.endInput(unit);
            int next;
            for (int i = to.firstInput(unit); i < end; i = next) {
                next = endOfRun(i, end);
                run.copy(from.start(units[unit], inputs[i]), to.start(unit, i), (next - i) * to.taps());
            }
        }
    }

    /** One after the last of the channels that were neighbours and still are. */
    private int endOfRun(int first, int end) {
        int next = first + 1;
        while (next < end && isDense() && inputs[next] == inputs[next - 1] + 1) {
            next++;
        }
        return next;
    }

    /** Whether the kernels of a unit stand behind one another. */
    private boolean isDense() {
        return from.inputStride() == from.taps() && to.inputStride() == to.taps();
    }
}
