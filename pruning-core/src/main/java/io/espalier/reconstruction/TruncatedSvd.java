package io.espalier.reconstruction;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.InvalidValueException;
import io.espalier.lowrank.Factors;
import io.espalier.lowrank.PrincipalDirections;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Low rank: every layer's weights W (units, numbers per unit) become the nearest ones of a rank r. Nearest in W itself,
 * min ||W - V||, is the truncated singular value decomposition (Denton et al. 2014, arXiv:1404.0736); nearest in what the
 * layer gives on training examples, min ||(W - V) X|| with the layer's inputs X as they were, is W projected on the first
 * r principal components of its outputs (Zhang et al. 2016, arXiv:1505.06798, without their nonlinearity), for layers that
 * are fully connected; the others are by their weights. No weight is
 * removed: encode the network as {@code low-rank} to ship r (units + numbers per unit - r) numbers a layer. A layer of
 * which r (units + numbers per unit) is not less than its size stays as it is, as do grouped convolutions. A poor choice
 * after pruning: the mask would cut the matrices of low rank again.
 *
 * @param rank largest rank of a layer
 * @param energy part of the sum of squared singular values, of the weights or of the outputs, that each layer keeps; if
 *     null 0.9, or 1 where there is a rank
 * @param nearest what the new weights are to be near in
 * @param examples number of training examples used for outputs
 */
public record TruncatedSvd(
        @Nullable Integer rank,
        @Nullable Double energy,
        @Default("weights") Nearest nearest,
        @Default("1000") int examples)
        implements Reconstructor {
    private static final double USUAL_ENERGY = 0.9;

    /** What new weights are near to. */
    public enum Nearest {
        /** The weights. */
        WEIGHTS,
        /** The layers' outputs on training examples. */
        OUTPUTS
    }

    public TruncatedSvd {
        check(rank == null || rank >= 1, "rank", rank, "be at least 1");
        check(energy == null || (energy > 0 && energy <= 1), "energy", energy, "be in (0, 1]");
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public TruncatedSvd() {
        this(null, null, Nearest.WEIGHTS, 1000);
    }

    @Override
    public Granularity granularity() {
        return new Granularity.Weight();
    }

    @Override
    public void requireFits(Network network) {
        if (network.weighted().isEmpty()) {
            throw new InvalidValueException("nearest", nearest, "be used on a network with weights");
        }
    }

    @Override
    public Reconstruction reconstruct(ActivationView view) {
        float[] weights = view.weights();
        for (Node node : view.network().weighted()) {
            Layout.Slot slot = view.network().layout().slot(node, Role.WEIGHT);
            if (slot.parameter().axes().groups() == 1) {
                lower(slot, directions(view, node, slot), weights);
            }
        }
        return new Reconstruction(weights, Mask.full(view.network().layout()));
    }

    private void lower(Layout.Slot slot, PrincipalDirections directions, float[] weights) {
        Parameter weight = slot.parameter();
        double part = energy != null ? energy : rank == null ? USUAL_ENERGY : 1;
        int lowered = Math.min(directions.rank(part), rank == null ? Integer.MAX_VALUE : rank);
        if (Factors.numbers(weight.units(), weight.perUnit(), lowered) < weight.size()) {
            slot.putUnits(directions.project(slot.byUnit(weights), lowered).product(), weights);
        }
    }

    private PrincipalDirections directions(ActivationView view, Node node, Layout.Slot slot) {
        return nearest == Nearest.OUTPUTS && node.isFullyConnected()
                ? PrincipalDirections.of(gram(view, node))
                : PrincipalDirections.of(slot.byUnit(view.weights()));
    }

    /** Of what the layer gives without its bias, W X. */
    private DMatrixRMaj gram(ActivationView view, Node node) {
        float[] unbiased = view.weights();
        view.network()
                .layout()
                .find(node, Role.BIAS)
                .ifPresent(bias -> Arrays.fill(unbiased, bias.offset(), bias.end(), 0));
        int rows = Math.min(examples, view.size());
        float[] given = view.outputs(unbiased, node.name(), rows);
        DMatrixRMaj outputs = new DMatrixRMaj(rows, given.length / rows);
        Arrays.setAll(outputs.data, i -> given[i]);
        DMatrixRMaj gram = new DMatrixRMaj(outputs.numCols, outputs.numCols);
        ActivationRows.transposedTimes(outputs, outputs, gram);
        return gram;
    }
}
