package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.espalier.data.Dataset;
import io.espalier.network.op.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** Copies examples of a data set, in any order, into tensors that all share one chunk of memory. */
public final class Batches {
    private final Dataset data;
    private final ByteBuffer bytes;
    private final FloatBuffer features;
    private final @Nullable Edit edit;
    private final float[] edited;

    /** Changes the features of examples as they are copied. */
    public interface Edit {
        /** Changes one example. */
        void apply(int example, float[] features);

        /** Changes so many examples, row by row, once they are all there. */
        void finish(FloatBuffer features, int examples);
    }

    /** @param batch examples in the largest tensor */
    public Batches(Dataset data, int batch) {
        this(data, batch, null);
    }

    /** @param edit what changes examples; none where null */
    public Batches(Dataset data, int batch, @Nullable Edit edit) {
        this.data = data;
        this.edit = edit;
        this.edited = new float[edit == null ? 0 : data.shape().elements()];
        this.bytes = Torch.bytes(batch * data.shape().elements());
        this.features = bytes.asFloatBuffer();
    }

    private PtNDArray view(PtNDManager owner, int size) {
        Shape shape = data.shape();
        return shape.positions() == 1
                ? Torch.view(owner, bytes, size, shape.channels())
                : Torch.view(owner, bytes, size, shape.channels(), shape.height(), shape.width());
    }

    /** The examples {@code order[from..to)} as one tensor of {@code step}, valid until the next call. */
    public PtNDArray gather(int[] order, int from, int to, PtNDManager step) {
        fill(order, from, to);
        return view(step, to - from);
    }

    /** Copies the examples {@code order[from..to)} into {@link #bytes()}. */
    public void fill(int[] order, int from, int to) {
        int width = data.shape().elements();
        for (int i = from; i < to; i++) {
            if (edit == null) {
                features.put((i - from) * width, data.features(), order[i] * width, width);
            } else {
                System.arraycopy(data.features(), order[i] * width, edited, 0, width);
                edit.apply(order[i], edited);
                features.put((i - from) * width, edited, 0, width);
            }
        }
        if (edit != null) {
            edit.finish(features, to - from);
        }
    }

    /** Room for the largest batch, example by example. */
    public ByteBuffer bytes() {
        return bytes;
    }
}
