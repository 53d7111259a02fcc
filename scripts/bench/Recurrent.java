import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.data.Dataset;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.GruLayers;
import io.espalier.network.zoo.LstmLayers;
import io.espalier.network.zoo.Tcn;
import io.espalier.network.zoo.VitTiny;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The Espalier side of scripts/bench/recurrent-check: trains each network for some steps on random sequences and writes
 * the examples, the loss of each step, and the parameters by name before and after.
 *   Recurrent STEPS FILE
 */
public final class Recurrent {
    private static final int BATCH = 16;
    private static final int CLASSES = 5;
    private static final Shape SEQUENCE = new Shape(7, 1, 20);
    private static final Map<String, Network> NETWORKS = new LinkedHashMap<>();
    private static final Map<String, Optimizer> OPTIMIZERS = Map.of(
            "sgd", new Optimizer.Sgd(0.01, 0), "adam", new Optimizer.Adam(0.001, 0.9, 0.999, 1e-8, 0));

    static {
        NETWORKS.put("lstm", new LstmLayers(24, 2).build(SEQUENCE, CLASSES));
        NETWORKS.put("gru", new GruLayers(24, 2).build(SEQUENCE, CLASSES));
        NETWORKS.put("tcn", new Tcn(16, 3, 3).build(SEQUENCE, CLASSES));
        NETWORKS.put("transformer", new VitTiny(1, 2, 24, 3).build(SEQUENCE, CLASSES));
    }

    public static void main(String[] arguments) throws IOException {
        ObjectNode all = new ObjectMapper().createObjectNode();
        NETWORKS.forEach((name, network) -> OPTIMIZERS.forEach((optimizer, rule) ->
                train(network, rule, Integer.parseInt(arguments[0]), all.putObject(name + " " + optimizer))));
        new ObjectMapper().writeValue(new File(arguments[1]), all);
    }

    private static void train(Network network, Optimizer optimizer, int steps, ObjectNode into) {
        RandomKey key = RandomKey.of(7);
        float[] features = new float[steps * BATCH * SEQUENCE.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) key.gaussian(i);
        }
        int[] labels = IntStream.range(0, steps * BATCH).map(i -> i * 7 % CLASSES).toArray();
        float[] weights = Initialization.weights(network, key.with("weights"));
        into.set("before", parameters(network.layout(), weights));
        into.put("batch", BATCH).putPOJO("shape", new int[] {SEQUENCE.channels(), SEQUENCE.width()});
        into.putPOJO("features", features).putPOJO("labels", labels);
        Dataset examples = new Dataset(SEQUENCE, CLASSES, features, labels);
        TrainingSetup.Start start = new TrainingSetup.Start(weights.clone(), Mask.full(network.layout()));
        TrainingSetup.Goal goal = new TrainingSetup.Goal(new LossFunction.CrossEntropy());
        try (TrainingLoop loop = new TrainingLoop(new TrainingSetup(network, start, examples, goal, BATCH, optimizer))) {
            int[] order = IntStream.range(0, labels.length).toArray();
            double[] losses = new double[steps];
            for (int step = 0; step < steps; step++) {
                losses[step] = loop.step(order, step * BATCH, (step + 1) * BATCH, optimizer.rate());
            }
            into.putPOJO("losses", losses).set("after", parameters(network.layout(), loop.weights()));
        }
    }

    private static ObjectNode parameters(Layout layout, float[] weights) {
        ObjectNode all = new ObjectMapper().createObjectNode();
        for (Layout.Slot slot : layout.slots()) {
            all.putObject(slot.parameter().name())
                    .putPOJO("dims", slot.parameter().dims())
                    .putPOJO("numbers", Arrays.copyOfRange(weights, slot.offset(), slot.end()));
        }
        return all;
    }
}
