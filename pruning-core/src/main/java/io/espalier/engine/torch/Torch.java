package io.espalier.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.EngineStartException;
import io.espalier.engine.torch.natives.Natives;
import io.espalier.engine.torch.natives.NativesLock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** The process's libtorch: started once, one computing thread per calling thread. */
public final class Torch {
    private static final int ALIGNMENT = 64;

    private Torch() {}

    /**
     * Starts libtorch if need be and keeps its kernels on the calling thread. Call it on every thread that computes:
     * the number of computing threads is a thread's own setting, and more than one per slot fight each other.
     */
    public static void useThisThread() {
        engine();
        JniUtils.setNumThreads(1);
    }

    /** Name and version, as in {@code DJL 0.35.1, PyTorch 2.7.1}. */
    public static String version() {
        return "DJL " + Engine.getDjlVersion() + ", PyTorch " + engine().getVersion();
    }

    /** Ends work whose thread was told to stop; every step and every chunk of examples begins with this. */
    public static void heedInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("stop requested");
        }
    }

    /** A scope for tensors. */
    public static PtNDManager newManager() {
        heedInterrupt();
        return (PtNDManager) engine().newBaseManager(Device.cpu());
    }

    /** Room for floats outside the Java heap, zeroed, from the start of a cache line on. */
    public static ByteBuffer bytes(int floats) {
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        ByteBuffer aligned = ByteBuffer.allocateDirect(lines(bytes) + ALIGNMENT).alignedSlice(ALIGNMENT);
        return aligned.slice(0, bytes).order(ByteOrder.nativeOrder());
    }

    /** Bytes rounded up to whole cache lines: an aligned slice ends at the end of one. */
    private static int lines(int bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A run of floats within such room. */
    public static ByteBuffer slice(ByteBuffer bytes, int offset, int count) {
        return bytes.slice(offset * Float.BYTES, count * Float.BYTES).order(ByteOrder.nativeOrder());
    }

    /** A tensor over the first of these very bytes: what one side writes the other reads. */
    public static PtNDArray view(PtNDManager manager, ByteBuffer bytes, long... dims) {
        Shape shape = new Shape(dims);
        int length = Math.toIntExact(shape.size() * Float.BYTES);
        ByteBuffer own = bytes.slice(0, length).order(ByteOrder.nativeOrder());
        return manager.create(own, shape, DataType.FLOAT32);
    }

    /** The tensor's own memory, if it is contiguous, else a copy. */
    public static FloatBuffer read(PtNDArray tensor) {
        return JniUtils.getByteBuffer(tensor, true)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static Engine engine() {
        return Started.ENGINE.get();
    }

    /** Holds the engine, or why there is none; the class initialiser runs once, whichever thread asks first. */
    private static final class Started {
        static final Supplier<Engine> ENGINE = start();

        private static Supplier<Engine> start() {
            System.setProperty("ai.djl.offline", "true");
            System.setProperty("OPT_OUT_TRACKING", "true");
            try {
                Natives.claimFolder();
                Engine engine = NativesLock.during(() -> {
                    Natives.check();
                    return Engine.getEngine("PyTorch");
                });
                return () -> engine;
            } catch (RuntimeException | LinkageError e) {
                EngineStartException failure = EngineStartException.because(e);
                return () -> {
                    throw failure;
                };
            }
        }
    }
}
