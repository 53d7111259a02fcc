package io.espalier.spark.baseline;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.baseline.Coefficients;
import io.espalier.baseline.Coefficients.Layer;
import io.espalier.binding.Default;
import io.espalier.data.Dataset;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.Mlp;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Row;

/**
 * MLlib's multilayer perceptron: sigmoid hidden layers and softmax, fitted by L-BFGS on the whole training part. Params
 * and defaults are MLlib's.
 *
 * @param hidden widths of the hidden layers
 * @param maxIter largest number of iterations
 * @param tol relative change of the objective below which the iteration stops
 * @param blockSize examples per gradient computation
 */
public record MultilayerPerceptron(
        @Default("[32]") List<Integer> hidden,
        @Default("100") int maxIter,
        @Default("0.000001") double tol,
        @Default("128") int blockSize)
        implements MllibBaseline<MultilayerPerceptronClassificationModel> {
    public MultilayerPerceptron {
        hidden = List.copyOf(hidden);
        check(hidden.stream().allMatch(w -> w >= 1), "hidden", hidden, "hold widths of at least 1");
        check(maxIter >= 0, "max-iter", maxIter, "be at least 0");
        check(tol >= 0, "tol", tol, "be at least 0");
        check(blockSize >= 1, "block-size", blockSize, "be at least 1");
    }

    public MultilayerPerceptron() {
        this(List.of(32), 100, 1e-6, 128);
    }

    @Override
    public NetworkFamily network() {
        return new Mlp(hidden, Mlp.Activation.SIGMOID);
    }

    @Override
    public MultilayerPerceptronClassificationModel fit(
            org.apache.spark.sql.Dataset<Row> rows, Dataset train, RandomKey key) {
        return new MultilayerPerceptronClassifier()
                .setLayers(widths(train))
                .setMaxIter(maxIter)
                .setTol(tol)
                .setBlockSize(blockSize)
                .setSeed(key.bits(0))
                .fit(rows);
    }

    private int[] widths(Dataset train) {
        List<Integer> widths = new ArrayList<>(List.of(train.shape().elements()));
        widths.addAll(hidden);
        widths.add(train.targets().outputs());
        return widths.stream().mapToInt(w -> w).toArray();
    }

    /** MLlib has each layer as its weights column by column, then its biases. */
    @Override
    public Coefficients coefficients(MultilayerPerceptronClassificationModel model, Dataset train) {
        double[] all = model.weights().toArray();
        int[] widths = widths(train);
        List<Layer> layers = new ArrayList<>();
        int offset = 0;
        for (int layer = 1; layer < widths.length; layer++) {
            int inputs = widths[layer - 1];
            int units = widths[layer];
            int start = offset;
            double[] weights = IntStream.range(0, units * inputs)
                    .mapToDouble(i -> all[start + i % inputs * units + i / inputs])
                    .toArray();
            offset += units * inputs;
            layers.add(new Layer(weights, Arrays.copyOfRange(all, offset, offset + units)));
            offset += units;
        }
        return new Coefficients(layers);
    }
}
