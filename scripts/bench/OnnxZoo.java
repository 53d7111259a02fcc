import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.espalier.binding.ConfigException;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Inference;
import io.espalier.export.OnnxSession;
import io.espalier.network.Network;
import io.espalier.network.compact.Compaction;
import io.espalier.network.onnx.ImportedNetwork;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxReader;
import io.espalier.network.onnx.OnnxWriter;
import io.espalier.network.op.Shape;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * scripts/bench/onnx-zoo: each file imported, its logits against ONNX Runtime's, half of its prunable units removed by
 * magnitude, and the masked network against the compacted one and against the exported one in ONNX Runtime. Prints one JSON
 * object per file.
 *   OnnxZoo [--write CUT] FILE...
 * writes the last file's cut network as ONNX.
 */
public final class OnnxZoo {
    private static final int EXAMPLES = 2;
    private static final RandomKey KEY = RandomKey.of(1);

    private static Optional<Path> cut = Optional.empty();

    public static void main(String[] arguments) throws Exception {
        boolean writes = arguments.length > 1 && arguments[0].equals("--write");
        cut = writes ? Optional.of(Path.of(arguments[1])) : Optional.empty();
        String[] files = Arrays.copyOfRange(arguments, writes ? 2 : 0, arguments.length);
        System.err.println(OnnxSession.version()); // starts it on a stack that is deep enough
        for (String file : files) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("file", Path.of(file).getFileName().toString().replace(".onnx", ""));
            try {
                measure(Files.readAllBytes(Path.of(file)), row);
            } catch (ConfigException e) {
                row.put("imported", false);
                row.put("reasons", e.problems());
            } catch (RuntimeException | StackOverflowError e) {
                row.put("error", e.toString());
                StackTraceElement[] trace = e.getStackTrace();
                row.put("at", trace.length > 0 ? trace[0].toString() : "");
            }
            System.out.println(json(row));
        }
    }

    private static void measure(byte[] file, Map<String, Object> row) throws Exception {
        ImportedNetwork read = OnnxReader.read(file, String.valueOf(row.get("file")));
        Network network = read.network();
        row.put("imported", true);
        row.put("parameters", network.parameters());
        row.put("macs", network.macs());
        Dataset data = data(network);
        float[] logits = Inference.logits(network, read.weights(), data);
        row.put("difference", difference(logits, run(file, data)));
        row.put("cut_seconds", seconds(network, read.weights()));
        Cut half = new Cut(network, read.weights());
        Compaction compaction = Compaction.of(network, half.weights);
        float[] weights = compaction.gather(half.weights);
        row.put("prunable", half.prunable);
        row.put("removed", half.removed);
        Network small = compaction.network();
        row.put("small_parameters", small.parameters());
        row.put("small_macs", small.macs());
        float[] masked = Inference.logits(network, half.weights, data);
        row.put("compacted", difference(Inference.logits(small, weights, data), masked));
        byte[] exported = export(small, weights);
        row.put("exported", difference(run(exported, data), masked));
        if (cut.isPresent()) {
            Files.write(cut.get(), exported);
        }
    }

    /** From the choice of the units to the smaller network with its weights, the fastest of three. */
    private static double seconds(Network network, float[] whole) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Cut half = new Cut(network, whole);
            Compaction.of(network, half.weights).gather(half.weights);
            least = Math.min(least, (System.nanoTime() - start) / 1e9);
        }
        return least;
    }

    /** Half of the channels of each layer that can go, each with all that it is tied to, those of the smallest weights first. */
    private static final class Cut {
        final float[] weights;
        final int prunable;
        int removed;

        Cut(Network network, float[] whole) {
            Groups groups = Groups.of(network, new Granularity.Channel(), OutputLayerPolicy.PRUNE);
            double[] magnitudes = groups.sum(i -> Math.abs(whole[i]));
            boolean[] kept = new boolean[groups.count()];
            Arrays.fill(kept, true);
            for (Groups.Layer layer : groups.layers()) {
                IntStream.range(layer.first(), layer.end())
                        .boxed()
                        .sorted(Comparator.comparing((Integer group) -> magnitudes[group]))
                        .limit(layer.count() / 2)
                        .forEach(group -> kept[group] = false);
                removed += layer.count() / 2;
            }
            prunable = groups.count();
            weights = whole.clone();
            groups.expand(kept).apply(weights);
        }
    }

    private static byte[] export(Network network, float[] weights) {
        OnnxGraph graph = new OnnxGraph(network.name());
        String input = graph.input("input", network.input());
        new OnnxWriter(network, weights, graph).write(input, "logits");
        graph.output("logits", network.shape(network.nodes().get(network.nodes().size() - 1).name()));
        return graph.toFile("Espalier", new TreeMap<>());
    }

    private static Dataset data(Network network) {
        float[] features = new float[EXAMPLES * network.input().elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = network.tokens().isPresent()
                    ? KEY.index(i, network.tokens().getAsInt())
                    : (float) KEY.gaussian(i);
        }
        return new Dataset(network.input(), 2, features, new int[] {0, 1});
    }

    /** Example by example, for a file may fix its batch; channels last where the file has them so. */
    private static float[] run(byte[] file, Dataset data) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(file, options)) {
                Map.Entry<String, ai.onnxruntime.NodeInfo> input =
                        session.getInputInfo().entrySet().iterator().next();
                long[] dims = ((TensorInfo) input.getValue().getInfo()).getShape().clone();
                dims[0] = 1;
                List<float[]> all = new ArrayList<>();
                for (int i = 0; i < data.size(); i++) {
                    float[] example = laidOut(data, i, dims);
                    try (OnnxTensor tensor = tensor(environment, (TensorInfo) input.getValue().getInfo(), example, dims);
                            OrtSession.Result result = session.run(Map.of(input.getKey(), tensor))) {
                        FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
                        float[] numbers = new float[out.remaining()];
                        out.get(numbers);
                        all.add(numbers);
                    }
                }
                return joined(all);
            }
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, TensorInfo info, float[] example, long[] dims)
            throws OrtException {
        if (info.type != OnnxJavaType.INT32) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(example), dims);
        }
        int[] tokens = IntStream.range(0, example.length).map(i -> (int) example[i]).toArray();
        return OnnxTensor.createTensor(environment, IntBuffer.wrap(tokens), dims);
    }

    private static float[] laidOut(Dataset data, int example, long[] dims) {
        Shape shape = data.shape();
        int size = shape.elements();
        float[] own = Arrays.copyOfRange(data.features(), example * size, (example + 1) * size);
        boolean first = dims.length < 3 || dims[1] == shape.channels();
        if (first) {
            return own;
        }
        float[] last = new float[size];
        for (int i = 0; i < size; i++) {
            last[i % shape.positions() * shape.channels() + i / shape.positions()] = own[i];
        }
        return last;
    }

    private static float[] joined(List<float[]> all) {
        float[] joined = new float[all.size() * all.get(0).length];
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(all.get(i), 0, joined, i * all.get(i).length, all.get(i).length);
        }
        return joined;
    }

    /** The largest difference over the largest number. */
    private static double difference(float[] actual, float[] expected) {
        double largest = 0;
        double difference = actual.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        return difference / Math.max(largest, Float.MIN_NORMAL);
    }

    private static String json(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\": " + json(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String json(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(OnnxZoo::json).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + "\"";
        } else if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.3g", number);
        }
        return String.valueOf(value);
    }
}
