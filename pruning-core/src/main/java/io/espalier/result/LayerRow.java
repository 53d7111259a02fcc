package io.espalier.result;

/** One row of the {@code layers} table: one weighted layer of one trial's stored network. */
public record LayerRow(String trialId, Layer layer) {
    /**
     * @param position among the weighted layers, from 0
     * @param op the ONNX operator
     * @param shape of the weight, as in 300x784 or 20x1x5x5
     * @param units output units or filters; {@code unitsKept} those that are not dead
     * @param macs per example, dense; {@code nonzeroMacs} at weights that are not 0
     */
    public record Layer(
            int position,
            String layer,
            String op,
            String shape,
            long weights,
            long nonzeros,
            int units,
            int unitsKept,
            long macs,
            long nonzeroMacs) {}
}
