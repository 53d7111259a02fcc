import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.espalier.data.Dataset;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Initialization;
import io.espalier.network.zoo.LeNet300100;
import io.espalier.network.zoo.LeNet5Caffe;
import io.espalier.network.zoo.LstmLayers;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.VitTiny;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.op.Shape;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.stream.IntStream;

/**
 * One side of scripts/bench/step: warms up, prints "ready", and then for every number read runs so many steps and prints
 * nanoseconds of wall and CPU time per step.
 *   Step CASE espalier|floor
 */
public final class Step {
    record Case(Network network, int batch) {
        static Case of(String name) {
            return switch (name) {
                case "lenet-300-100" -> new Case(new LeNet300100().build(new Shape(1, 28, 28), 10), 60);
                case "lenet-5-caffe" -> new Case(new LeNet5Caffe().build(new Shape(1, 28, 28), 10), 64);
                case "mlp" -> new Case(new Mlp(List.of(64, 32), Mlp.Activation.RELU).build(new Shape(1, 8, 8), 10), 32);
                case "slots" -> new Case(new Mlp(List.of(300, 100), Mlp.Activation.RELU).build(new Shape(1, 8, 8), 10), 32);
                case "lstm-128" -> new Case(new LstmLayers(128, 1).build(new Shape(28, 1, 28), 10), 64);
                case "transformer" -> new Case(new VitTiny(4, 4, 128, 4).build(new Shape(1, 28, 28), 10), 64);
                case "resnet-8" -> new Case(new ResNet8(16).build(new Shape(3, 32, 32), 10), 64);
                default -> throw new IllegalArgumentException("Invalid case: " + name);
            };
        }
    }

    public static void main(String[] arguments) {
        Case what = Case.of(arguments[0]);
        Runnable step = arguments[1].equals("floor") ? floor(what) : espalier(what);
        long warm = System.nanoTime() + 4_000_000_000L;
        while (System.nanoTime() < warm) {
            step.run();
        }
        System.out.println("ready");
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Scanner in = new Scanner(System.in);
        while (in.hasNextInt()) {
            int steps = in.nextInt();
            long cpu = process.getProcessCpuTime();
            long wall = System.nanoTime();
            for (int i = 0; i < steps; i++) {
                step.run();
            }
            wall = System.nanoTime() - wall;
            cpu = process.getProcessCpuTime() - cpu;
            System.out.println((double) wall / steps + " " + (double) cpu / steps);
        }
    }

    private static Runnable espalier(Case what) {
        Network network = what.network();
        int examples = 50 * what.batch();
        RandomKey key = RandomKey.of(1);
        float[] features = new float[examples * network.input().elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) key.uniform(i);
        }
        int[] labels = IntStream.range(0, examples).map(i -> i % 10).toArray();
        float[] weights = Initialization.weights(network, key);
        Mask mask = Mask.full(network.layout());
        network.layout().slots(Parameter.Role.WEIGHT).forEach(slot -> IntStream.range(slot.offset(), slot.end())
                .filter(i -> key.with("mask").uniform(i) < 0.5)
                .forEach(mask::remove));
        mask.apply(weights);
        int[] order = key.permutation(examples);
        TrainingLoop loop = new TrainingLoop(new TrainingSetup(network, new TrainingSetup.Start(weights, mask), new Dataset(network.input(), 10, features, labels), new TrainingSetup.Goal(new LossFunction.CrossEntropy()), what.batch(), new Optimizer.Adam(0.0001, 0.9, 0.999, 1e-8, 0)));
        int[] next = {0};
        return () -> {
            loop.step(order, next[0], next[0] + what.batch(), 0.0001);
            next[0] = (next[0] + what.batch()) % examples;
        };
    }

    /** Forward, and gradients of weights and of all inputs but the network's. */
    private static Runnable floor(Case what) {
        Torch.useThisThread();
        List<Runnable> calls = new ArrayList<>();
        for (Node node : what.network().weighted()) {
            boolean first = node.inputs().get(0).equals(Node.INPUT) || calls.isEmpty();
            if (node.op() instanceof Gemm gemm) {
                calls.add(products(gemm, what.batch(), first));
            } else {
                calls.add(convolution(what.network(), node, what.batch(), first));
            }
        }
        return () -> calls.forEach(Runnable::run);
    }

    private static Runnable products(Gemm gemm, int batch, boolean first) {
        long x = floats(batch * gemm.inputs());
        long w = floats(gemm.units() * gemm.inputs());
        long y = floats(batch * gemm.units());
        long dw = floats(gemm.units() * gemm.inputs());
        long dx = floats(batch * gemm.inputs());
        long i = integer(gemm.inputs());
        long u = integer(gemm.units());
        long b = integer(batch);
        long plain = integer('N');
        long transposed = integer('T');
        long one = integer(Float.floatToIntBits(1));
        long zero = integer(0);
        return () -> {
            Blas.sgemm_(transposed, plain, u, b, i, one, w, i, x, i, zero, y, u);
            Blas.sgemm_(plain, transposed, i, u, b, one, x, i, y, u, zero, dw, i);
            if (!first) {
                Blas.sgemm_(plain, plain, i, b, u, one, w, i, y, u, zero, dx, i);
            }
        };
    }

    private static Runnable convolution(Network network, Node node, int batch, boolean first) {
        Conv conv = (Conv) node.op();
        Shape in = network.inputShapes(node).get(0);
        Shape out = network.shape(node.name());
        ByteBuffer x = bytes(batch * in.elements());
        ByteBuffer w = bytes(conv.filters() * conv.channels() / conv.groups() * conv.kernel() * conv.kernel());
        ByteBuffer dy = bytes(batch * out.elements());
        ai.djl.ndarray.types.Shape stride = square(conv.stride());
        return () -> {
            try (PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
                JniUtils.setGradMode(true);
                PtNDArray input = tensor(manager, x, batch, in.height(), in.width(), in.channels());
                PtNDArray weight = tensor(
                        manager, w, conv.filters(), conv.channels() / conv.groups(), conv.kernel(), conv.kernel());
                JniUtils.attachGradient(weight, true);
                if (!first) {
                    JniUtils.attachGradient(input, true);
                }
                PtNDArray output = JniUtils.convolution(
                        channelsLast(input), weight, null, stride, square(conv.padding()), square(1), conv.groups());
                PtNDArray gradient = tensor(manager, dy, batch, out.height(), out.width(), out.channels());
                JniUtils.backward(output, channelsLast(gradient), false, false);
            }
        };
    }

    /** Shape (batch, channels, height, width), in the order in memory that the network's own convolutions have. */
    private static PtNDArray channelsLast(PtNDArray pixels) {
        return JniUtils.permute(pixels, new long[] {0, 3, 1, 2});
    }

    private static ai.djl.ndarray.types.Shape square(int side) {
        return new ai.djl.ndarray.types.Shape(side, side);
    }

    private static PtNDArray tensor(PtNDManager manager, ByteBuffer bytes, long... dims) {
        return manager.create(bytes.duplicate().order(ByteOrder.nativeOrder()), new ai.djl.ndarray.types.Shape(dims), DataType.FLOAT32);
    }

    private static final List<ByteBuffer> KEPT = new ArrayList<>();

    private static ByteBuffer bytes(int floats) {
        int lines = (floats * 4 + 63) / 64 * 64;
        ByteBuffer bytes = ByteBuffer.allocateDirect(lines + 64).alignedSlice(64).slice(0, floats * 4);
        KEPT.add(bytes);
        return bytes.order(ByteOrder.nativeOrder());
    }

    private static long floats(int count) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(bytes(count)));
    }

    private static long integer(int value) {
        ByteBuffer bytes = bytes(1).putInt(0, value);
        return Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** The BLAS that is in the process with libtorch. */
    private static final class Blas {
        static {
            Native.register(Blas.class, NativeLibrary.getInstance("torch_cpu"));
        }

        static native void sgemm_(
                long a, long b, long m, long n, long k, long alpha, long x, long ldx, long y, long ldy, long beta, long z, long ldz);
    }
}
