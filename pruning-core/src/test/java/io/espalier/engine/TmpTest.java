package io.espalier.engine;

import io.espalier.data.Dataset;
import io.espalier.network.*;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.Optimizer;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TmpTest {
    @Test
    void speed() {
        List<Node> nodes = new ArrayList<>();
        int[] w = {784, 300, 100, 10};
        String prev = Node.INPUT;
        for (int i = 1; i < w.length; i++) {
            nodes.add(new Node("fc" + i, new Op.Gemm(w[i - 1], w[i]), List.of(prev)));
            prev = "fc" + i;
            if (i < w.length - 1) {
                nodes.add(new Node("relu" + i, new Op.Relu(), List.of(prev)));
                prev = "relu" + i;
            }
        }
        Network net = new Network("lenet", Shape.vector(784), nodes);
        RandomKey key = RandomKey.of(1);
        float[] weights = new float[net.layout().size()];
        for (Layout.Slot s : net.layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = s.offset(); i < s.end(); i++)
                weights[i] =
                        (float) (key.gaussian(i) * Math.sqrt(2.0 / s.parameter().fanIn()));
        }
        int n = 6000;
        float[] x = new float[n * 784];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = key.with(7).index(i, 10);
            for (int j = 0; j < 784; j++)
                x[i * 784 + j] = (float)
                        (key.with(8).uniform(i * 784 + j) < 0.2 ? key.with(y[i]).uniform(j) : 0);
        }
        Dataset data = new Dataset(Shape.vector(784), 10, x, y);
        int[] order = IntStream.range(0, n).toArray();
        for (int rep = 0; rep < 8; rep++) {
            try (TrainingLoop loop = new TrainingLoop(
                    net, weights, Mask.full(net.layout()), data, 60, new Optimizer.Adam(0.0012, .9, .999, 1e-8, 0))) {
                long t = System.nanoTime();
                double l = 0;
                for (int it = 0; it < 1000; it++) {
                    int f = (it % 100) * 60;
                    l = loop.step(order, f, f + 60, 0.0012);
                }
                System.out.println("ms/step " + (System.nanoTime() - t) / 1e9 + " loss " + l + " h "
                        + Arrays.hashCode(loop.weights()));
            }
        }
    }
}
