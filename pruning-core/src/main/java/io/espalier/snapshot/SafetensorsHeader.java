package io.espalier.snapshot;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.storage.DamagedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON header of a safetensors file. Every value in it is checked before anything is allocated by it. */
record SafetensorsHeader(List<Slot> slots, SortedMap<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int ALIGNMENT = 8;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Where a tensor's bytes lie, counted from the end of the header. */
    record Slot(String name, Tensor.Type type, List<Integer> dims, long begin, long end) {}

    static SafetensorsHeader of(List<Entry<String, Tensor>> tensors, SortedMap<String, String> metadata) {
        List<Slot> slots = new ArrayList<>();
        long begin = 0;
        for (Entry<String, Tensor> entry : tensors) {
            Tensor tensor = entry.getValue();
            long end = begin + tensor.data().remaining();
            slots.add(new Slot(entry.getKey(), tensor.type(), tensor.dims(), begin, end));
            begin = end;
        }
        return new SafetensorsHeader(slots, metadata);
    }

    static SafetensorsHeader parse(byte[] json) throws DamagedException {
        SafetensorsHeader header = new SafetensorsHeader(new ArrayList<>(), new TreeMap<>());
        for (Entry<String, JsonNode> entry : object("header", read(json)).properties()) {
            if (entry.getKey().equals(METADATA)) {
                header.addMetadata(object(METADATA, entry.getValue()));
            } else {
                header.slots.add(slot(entry.getKey(), entry.getValue()));
            }
        }
        header.slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
        return header;
    }

    /** Views of {@code data}, which the slots must fill without gap or overlap. */
    SortedMap<String, Tensor> tensors(ByteBuffer data) throws DamagedException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        long filled = 0;
        for (Slot slot : slots) {
            if (slot.begin != filled || slot.end > data.remaining()) {
                throw damaged("%s lies at %d..%d, after %d of %d"
                        .formatted(slot.name, slot.begin, slot.end, filled, data.remaining()));
            }
            ByteBuffer bytes = data.slice((int) slot.begin, (int) (slot.end - slot.begin));
            tensors.put(slot.name, new Tensor(slot.type, slot.dims, bytes));
            filled = slot.end;
        }
        if (filled != data.remaining()) {
            throw damaged("tensors fill %d of %d bytes".formatted(filled, data.remaining()));
        }
        return tensors;
    }

    byte[] toBytes() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode strings = root.putObject(METADATA);
            metadata.forEach(strings::put);
        }
        for (Slot slot : slots) {
            ObjectNode node = root.putObject(slot.name).put("dtype", slot.type.name());
            slot.dims.forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(slot.begin).add(slot.end);
        }
        return padded(write(root));
    }

    static DamagedException damaged(String detail) {
        return new DamagedException("safetensors", detail);
    }

    private void addMetadata(JsonNode strings) throws DamagedException {
        for (Entry<String, JsonNode> entry : strings.properties()) {
            if (!entry.getValue().isTextual()) {
                throw damaged("metadata %s is %s, not a string".formatted(entry.getKey(), entry.getValue()));
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
    }

    private static Slot slot(String name, JsonNode node) throws DamagedException {
        Tensor.Type type = type(name, node.path("dtype"));
        List<Integer> dims = new ArrayList<>();
        for (JsonNode dim : array(name, node.path("shape"))) {
            dims.add((int) integer(name, dim, Integer.MAX_VALUE));
        }
        JsonNode offsets = array(name, node.path("data_offsets"));
        long begin = integer(name, offsets.path(0), Long.MAX_VALUE);
        long end = integer(name, offsets.path(1), Long.MAX_VALUE);
        if (offsets.size() != 2 || end - begin != size(name, type, dims)) {
            throw damaged("%s%s %s does not fit offsets %s".formatted(type, dims, name, offsets));
        }
        return new Slot(name, type, List.copyOf(dims), begin, end);
    }

    private static long size(String name, Tensor.Type type, List<Integer> dims) throws DamagedException {
        try {
            return Tensor.bytes(type, dims);
        } catch (ArithmeticException e) {
            throw damaged("%s has impossible shape %s".formatted(name, dims));
        }
    }

    private static Tensor.Type type(String name, JsonNode node) throws DamagedException {
        return Arrays.stream(Tensor.Type.values())
                .filter(type -> type.name().equals(node.textValue()))
                .findFirst()
                .orElseThrow(() -> damaged("%s has dtype %s".formatted(name, node)));
    }

    private static JsonNode object(String name, JsonNode node) throws DamagedException {
        if (!node.isObject()) {
            throw damaged("%s is not a JSON object".formatted(name));
        }
        return node;
    }

    private static JsonNode array(String name, JsonNode node) throws DamagedException {
        if (!node.isArray()) {
            throw damaged("%s lacks a shape or its offsets".formatted(name));
        }
        return node;
    }

    private static long integer(String name, JsonNode node, long most) throws DamagedException {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0 || node.longValue() > most) {
            throw damaged("%s has size %s".formatted(name, node));
        }
        return node.longValue();
    }

    private static JsonNode read(byte[] json) throws DamagedException {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw damaged("header is not JSON");
        }
    }

    private static byte[] write(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] padded(byte[] json) {
        byte[] header = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(header, json.length, header.length, (byte) ' ');
        return header;
    }
}
