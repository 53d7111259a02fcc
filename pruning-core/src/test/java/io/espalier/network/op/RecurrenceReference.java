package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator.Values;

/** Recurrent layers in plain loops, one position after the other. */
final class RecurrenceReference {
    private final Values in;
    private final int inputs;
    private final int units;
    private final int gates;

    private final int biases;

    private RecurrenceReference(Values in, Recurrent op) {
        this.in = in;
        this.inputs = in.shape().channels();
        this.units = op.units();
        this.gates = op.gates();
        this.biases = op.biases();
    }

    static double[] output(Lstm op, Values in) {
        return new RecurrenceReference(in, op).lstm();
    }

    static double[] output(Gru op, Values in) {
        return new RecurrenceReference(in, op).gru();
    }

    private double[] lstm() {
        int length = in.shape().width();
        double[] y = new double[units * length];
        double[] h = new double[units];
        double[] c = new double[units];
        for (int t = 0; t < length; t++) {
            double[] next = new double[units];
            for (int u = 0; u < units; u++) {
                double[] gate = new double[gates];
                for (int g = 0; g < gates; g++) {
                    gate[g] = ofInputs(u, g, t) + ofStates(u, g, h) + in.own(Role.BIAS, u * biases + g);
                }
                c[u] = sigmoid(gate[1]) * c[u] + sigmoid(gate[0]) * Math.tanh(gate[2]);
                next[u] = sigmoid(gate[3]) * Math.tanh(c[u]);
                y[u * length + t] = next[u];
            }
            h = next;
        }
        return y;
    }

    private double[] gru() {
        int length = in.shape().width();
        double[] y = new double[units * length];
        double[] h = new double[units];
        for (int t = 0; t < length; t++) {
            double[] next = new double[units];
            for (int u = 0; u < units; u++) {
                int bias = u * biases;
                double r = sigmoid(ofInputs(u, 0, t) + ofStates(u, 0, h) + in.own(Role.BIAS, bias));
                double z = sigmoid(ofInputs(u, 1, t) + ofStates(u, 1, h) + in.own(Role.BIAS, bias + 1));
                double state = ofStates(u, 2, h) + in.own(Role.BIAS, bias + 3);
                double n = Math.tanh(ofInputs(u, 2, t) + in.own(Role.BIAS, bias + 2) + r * state);
                next[u] = (1 - z) * n + z * h[u];
                y[u * length + t] = next[u];
            }
            h = next;
        }
        return y;
    }

    private double ofInputs(int unit, int gate, int position) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += weight(unit, i, gate) * in.x()[i * in.shape().width() + position];
        }
        return sum;
    }

    private double ofStates(int unit, int gate, double[] h) {
        double sum = 0;
        for (int u = 0; u < units; u++) {
            sum += weight(unit, inputs + u, gate) * h[u];
        }
        return sum;
    }

    private double weight(int unit, int input, int gate) {
        return in.own(Role.WEIGHT, (unit * (inputs + units) + input) * gates + gate);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
