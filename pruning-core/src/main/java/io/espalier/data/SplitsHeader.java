package io.espalier.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.network.op.Shape;
import java.io.IOException;

/**
 * The safetensors header of a {@link SplitsFile}: what all parts share, and how many examples each has.
 *
 * @param weights how many weights there are: one for each training example, or none
 */
record SplitsHeader(Shape shape, TargetsTensor targets, int train, int weights, int validation, int test, String hash) {
    private static final String WEIGHTS = "train.weights";
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper();

    static SplitsHeader of(Splits splits) {
        Dataset train = splits.train();
        return new SplitsHeader(
                train.shape(),
                train.targets().tensor(),
                train.size(),
                train.weights().map(ExampleWeights::size).orElse(0),
                splits.validation().size(),
                splits.test().size(),
                splits.hash());
    }

    /** @throws IOException unless the JSON is what {@link #toJson} writes, byte offsets included */
    static SplitsHeader parse(byte[] json) throws IOException {
        JsonNode read = JSON.readTree(json);
        JsonNode shape = read.at("/train.features/shape");
        JsonNode metadata = read.path(METADATA);
        TargetsTensor targets = targets(metadata);
        SplitsHeader header = new SplitsHeader(
                new Shape(
                        shape.path(1).asInt(),
                        shape.path(2).asInt(),
                        shape.path(3).asInt()),
                targets,
                shape.path(0).asInt(),
                read.path(WEIGHTS).at("/shape/0").asInt(),
                size(read, "validation", targets),
                size(read, "test", targets),
                metadata.path("hash").asText());
        if (!read.equals(JSON.readTree(header.toJson()))) {
            throw new IOException("its header is not that of a splits file");
        }
        return header;
    }

    private static TargetsTensor targets(JsonNode metadata) throws JsonProcessingException {
        if (metadata.has(ValueTargets.Tensor.KEY)) {
            return ValueTargets.Tensor.parse(metadata);
        } else if (metadata.has(SequenceTargets.Tensor.KEY)) {
            return SequenceTargets.Tensor.parse(metadata);
        }
        return metadata.has(LabelTargets.Tensor.KEY)
                ? LabelTargets.Tensor.parse(metadata)
                : ClassTargets.Tensor.parse(metadata);
    }

    private static int size(JsonNode read, String part, TargetsTensor targets) {
        return read.path(part + "." + targets.name()).at("/shape/0").asInt();
    }

    byte[] toJson() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode metadata = json.putObject(METADATA);
        targets.describe(metadata);
        metadata.put("hash", hash);
        long offset = describeWeights(json, describe(json, "train", train, 0));
        offset = describe(json, "validation", validation, offset);
        describe(json, "test", test, offset);
        return JSON.writeValueAsBytes(json);
    }

    /** How many bytes follow the header. */
    long dataBytes() {
        long examples = (long) train + validation + test;
        long elements = Math.multiplyExact((long) shape.channels(), Math.multiplyExact(shape.height(), shape.width()));
        long bytes = Math.addExact(
                Math.multiplyExact(Float.BYTES, Math.toIntExact(elements)), Integer.BYTES * targets.wordsEach());
        return Math.addExact(Math.multiplyExact(examples, bytes), (long) Float.BYTES * weights);
    }

    private long describeWeights(ObjectNode json, long offset) {
        long end = offset + (long) Float.BYTES * weights;
        if (weights > 0) {
            ObjectNode own = json.putObject(WEIGHTS).put("dtype", "F32");
            own.putArray("shape").add(weights);
            own.putArray("data_offsets").add(offset).add(end);
        }
        return end;
    }

    private long describe(ObjectNode json, String part, int size, long offset) {
        long split = offset + (long) Float.BYTES * shape.elements() * size;
        long end = split + (long) Integer.BYTES * targets.wordsEach() * size;
        ObjectNode features = json.putObject(part + ".features").put("dtype", "F32");
        features.putArray("shape")
                .add(size)
                .add(shape.channels())
                .add(shape.height())
                .add(shape.width());
        features.putArray("data_offsets").add(offset).add(split);
        ObjectNode own = json.putObject(part + "." + targets.name()).put("dtype", targets.type());
        targets.describe(size, own.putArray("shape"));
        own.putArray("data_offsets").add(split).add(end);
        return end;
    }
}
