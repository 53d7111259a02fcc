package io.espalier.engine.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.Layout;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * A network's parameters in one chunk of memory outside the Java heap: each tensor that libtorch computes with is a
 * view of it, so the optimiser works on plain floats and nothing is copied over the native border.
 */
public final class Parameters implements AutoCloseable {
    private final Layout layout;
    private final PtNDManager manager = Torch.newManager();
    private final ByteBuffer bytes;
    private final FloatBuffer values;
    private final Map<String, PtNDArray> tensors = new HashMap<>();
    private final Map<String, FloatBuffer> gradients = new HashMap<>();

    public Parameters(Layout layout, float[] initial) {
        this.layout = layout;
        bytes = Torch.bytes(layout.size());
        values = bytes.asFloatBuffer();
        load(initial);
        for (Layout.Slot slot : layout.slots()) {
            tensors.put(slot.parameter().name(), view(slot));
        }
    }

    private PtNDArray view(Layout.Slot slot) {
        PtNDArray tensor = Torch.view(
                manager,
                bytes(slot),
                slot.parameter().dims().stream().mapToLong(d -> d).toArray());
        if (slot.parameter().role().isTrained()) {
            JniUtils.attachGradient(tensor, true);
        }
        return tensor;
    }

    PtNDArray get(String name) {
        PtNDArray tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("Cannot find parameter: " + name);
        }
        return tensor;
    }

    /** All floats, shared with the tensors. */
    public FloatBuffer values() {
        return values;
    }

    /** One parameter's floats, shared with its tensor. */
    public ByteBuffer bytes(Layout.Slot slot) {
        return Torch.slice(bytes, slot.offset(), slot.parameter().size());
    }

    void load(float[] all) {
        values.put(0, all);
    }

    public float[] copy() {
        float[] all = new float[layout.size()];
        values.get(0, all);
        return all;
    }

    /** The gradient that the last backward passes summed up, shared with libtorch; zero it by writing to it. */
    public FloatBuffer gradient(Layout.Slot slot) {
        return gradients.computeIfAbsent(slot.parameter().name(), name -> Torch.read(JniUtils.getGradient(get(name))));
    }

    /** False where no backward pass came by. */
    private boolean hasGradient(Layout.Slot slot) {
        return gradients.containsKey(slot.parameter().name())
                || JniUtils.getGradient(get(slot.parameter().name())) != null;
    }

    /** The summed gradient of every trained parameter in layout order; leaves it at zero. */
    public float[] takeGradient() {
        float[] all = new float[layout.size()];
        for (Layout.Slot slot : layout.slots()) {
            if (slot.parameter().role().isTrained() && hasGradient(slot)) {
                FloatBuffer gradient = gradient(slot);
                gradient.get(0, all, slot.offset(), slot.parameter().size());
                gradient.put(0, new float[slot.parameter().size()]);
            }
        }
        return all;
    }

    @Override
    public void close() {
        manager.close();
    }
}
