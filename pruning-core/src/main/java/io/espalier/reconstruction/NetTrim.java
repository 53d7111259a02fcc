package io.espalier.reconstruction;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.InvalidValueException;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.WeightGroups;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import org.ejml.data.DMatrixRMaj;

/**
 * Net-Trim (Aghasi et al. 2017), all layers in parallel: the sparsest weights, by their sum of magnitudes, that give
 * what a fully connected layer gave. Where the layer's output Y was positive behind a ReLU, the new one may differ by
 * gain ||Y|| in all; where it was 0, the new one must not be positive before the ReLU. Layers without ReLU behind them
 * only know the first condition. Weights that come out as 0 are removed; convolutions stay as they are.
 *
 * <p>Solved by the alternating direction method of multipliers, until its primal and dual residuals are within the
 * tolerance (Boyd et al. 2011, doi:10.1561/2200000016, section 3.3.1); a trial whose solver does not get there fails.
 *
 * @param gain 0 keeps the output on these examples
 * @param examples number of training examples used
 * @param iterations largest number of solver iterations
 * @param tolerance relative tolerance of the solver's residuals; 0 to run all iterations
 */
public record NetTrim(
        @Default("0.1") double gain,
        @Default("1000") int examples,
        @Default("150") int iterations,
        @Default("0") double tolerance)
        implements Reconstructor {
    public NetTrim {
        check(gain >= 0 && gain < 1, "gain", gain, "be in [0, 1)");
        check(examples >= 1, "examples", examples, "be at least 1");
        check(iterations >= 1, "iterations", iterations, "be at least 1");
        check(tolerance >= 0 && tolerance < 1, "tolerance", tolerance, "be in [0, 1)");
    }

    public NetTrim() {
        this(0.1, 1000, 150, 0);
    }

    @Override
    public Granularity granularity() {
        return new Granularity.Weight();
    }

    @Override
    public void requireFits(Network network) {
        if (network.nodes().stream().noneMatch(Node::isFullyConnected)) {
            throw new InvalidValueException("net-trim", network.name(), "have a fully connected layer");
        }
    }

    @Override
    public Reconstruction reconstruct(ActivationView view) {
        float[] before = view.weights();
        float[] weights = before.clone();
        Mask mask = Mask.full(view.network().layout());
        for (Node node : view.network().nodes()) {
            if (node.isFullyConnected()) {
                store(solve(view, before, node), view.network().layout(), node, weights, mask);
            }
        }
        return new Reconstruction(weights, mask);
    }

    private DMatrixRMaj solve(ActivationView view, float[] weights, Node node) {
        int rows = Math.min(examples, view.size());
        DMatrixRMaj inputs =
                ActivationRows.withOnes(view.outputs(weights, node.inputs().get(0), rows), rows);
        Node activation = HiddenLayer.activation(view.network(), node);
        boolean rectified = activation.op().kind() == Op.Kind.RECTIFIER;
        float[] given = view.outputs(weights, (rectified ? activation : node).name(), rows);
        DMatrixRMaj outputs = new DMatrixRMaj(rows, given.length / rows);
        for (int i = 0; i < given.length; i++) {
            outputs.data[i] = given[i];
        }
        TrimProblem.Output kind = rectified ? TrimProblem.Output.RECTIFIED : TrimProblem.Output.LINEAR;
        TrimProblem.Solution solution = new TrimProblem(inputs, outputs, kind, gain).solve(iterations, tolerance);
        if (tolerance > 0 && !solution.converged()) {
            throw new NotConvergedException(node.name(), iterations, tolerance);
        }
        return solution.weights();
    }

    private static void store(DMatrixRMaj solved, Layout layout, Node node, float[] weights, Mask mask) {
        WeightGroups weight = WeightGroups.of(layout.slot(node, Role.WEIGHT), WeightGroups.Direction.INCOMING);
        int bias = layout.slot(node, Role.BIAS).offset();
        for (int unit = 0; unit < weight.units(); unit++) {
            for (int input = 0; input < weight.inputs(); input++) {
                int at = weight.start(unit, input);
                weights[at] = (float) solved.get(input, unit);
                if (weights[at] == 0) {
                    mask.remove(at);
                }
            }
            weights[bias + unit] = (float) solved.get(weight.inputs(), unit);
        }
    }
}
