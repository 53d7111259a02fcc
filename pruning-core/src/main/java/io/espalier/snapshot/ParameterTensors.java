package io.espalier.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.espalier.network.Layout;
import io.espalier.storage.DamagedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a snapshot as others know them: a tensor per parameter, under its name and in its shape. Where each
 * stands in the flat array is metadata, and all other tensors go under {@code state/}.
 */
final class ParameterTensors {
    private static final String WEIGHTS = "weights";
    private static final String STATE = "state/";
    private static final String OFFSETS = "offsets";
    private static final String SIZE = "size";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ParameterTensors() {}

    /** Splits the tensor {@code weights}. */
    static Safetensors split(Safetensors flat, Layout layout) {
        Map<String, Tensor> tensors = new TreeMap<>();
        Map<String, Integer> offsets = new LinkedHashMap<>();
        flat.tensors().forEach((name, tensor) -> tensors.put(STATE + name, tensor));
        ByteBuffer weights = required(tensors.remove(STATE + WEIGHTS), WEIGHTS).data();
        for (Layout.Slot slot : layout.slots()) {
            String name = slot.parameter().name();
            ByteBuffer values =
                    weights.slice(slot.offset() * Float.BYTES, slot.parameter().size() * Float.BYTES);
            tensors.put(name, new Tensor(Tensor.Type.F32, slot.parameter().dims(), values));
            offsets.put(name, slot.offset());
        }
        Map<String, String> metadata = new TreeMap<>(flat.metadata());
        metadata.put(OFFSETS, text(offsets));
        metadata.put(SIZE, String.valueOf(layout.size()));
        return Safetensors.of(tensors, metadata);
    }

    /** The inverse; a file of before, which has the one tensor, is given back as it is. */
    static Safetensors join(Safetensors file) throws DamagedException {
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        String offsets = metadata.remove(OFFSETS);
        String size = metadata.remove(SIZE);
        if (offsets == null || size == null) {
            return file;
        }
        Map<String, Tensor> tensors = new TreeMap<>();
        try {
            tensors.put(WEIGHTS, joined(file.tensors(), offsets(offsets), Integer.parseInt(size)));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new DamagedException("snapshot", String.valueOf(e.getMessage()));
        }
        file.tensors().forEach((name, tensor) -> {
            if (name.startsWith(STATE)) {
                tensors.put(name.substring(STATE.length()), tensor);
            }
        });
        return Safetensors.of(tensors, metadata);
    }

    private static Tensor joined(Map<String, Tensor> tensors, Map<String, Integer> offsets, int size) {
        List<Tensor> parameters = new ArrayList<>();
        offsets.keySet().forEach(name -> parameters.add(required(tensors.get(name), name)));
        ByteBuffer weights = ByteBuffer.allocate(Math.multiplyExact(size, Float.BYTES));
        int next = 0;
        for (int offset : offsets.values()) {
            ByteBuffer values = parameters.get(next++).data();
            weights.put(Math.multiplyExact(offset, Float.BYTES), values, 0, values.remaining());
        }
        return new Tensor(Tensor.Type.F32, List.of(size), weights);
    }

    private static Tensor required(@Nullable Tensor tensor, String name) {
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return tensor;
    }

    private static Map<String, Integer> offsets(String json) throws JsonProcessingException {
        return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Integer>>() {});
    }

    private static String text(Map<String, Integer> offsets) {
        try {
            return JSON.writeValueAsString(offsets);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
