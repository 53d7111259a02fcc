package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.espalier.binding.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an ONNX file as a network with its weights. What cannot be taken is refused with all reasons, by node and
 * operator; nothing is left out or guessed.
 */
public final class OnnxReader {
    private final OnnxModel model;
    private final String source;
    private final InputChannels channels;
    private final List<String> problems = new ArrayList<>();

    private OnnxReader(OnnxModel model, String source, InputChannels channels) {
        this.model = model;
        this.source = source;
        this.channels = channels;
    }

    /**
     * Reads a file.
     *
     * @param source what messages call it
     * @throws ConfigException with all that hinders
     */
    public static ImportedNetwork read(byte[] file, String source) {
        OnnxModel model = OnnxModel.parse(file, source);
        InputChannels likely = InputChannels.of(model);
        try {
            return new OnnxReader(model, source, likely).read();
        } catch (ConfigException first) {
            return otherwise(model, source, likely.other()).orElseThrow(() -> first);
        }
    }

    private static Optional<ImportedNetwork> otherwise(OnnxModel model, String source, InputChannels channels) {
        try {
            return Optional.of(new OnnxReader(model, source, channels).read());
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private ImportedNetwork read() {
        try {
            Value input = input();
            List<NodeProto> nodes = model.order();
            Tensors tensors = new Tensors(model, model.readers(nodes), new Assembly(input.shape()));
            tensors.put(model.inputs().get(0).getName(), input);
            nodes.forEach(node -> read(node, tensors));
            requireNoProblems();
            return finished(tensors);
        } catch (UnreadableException | IllegalArgumentException | ArithmeticException e) {
            problems.add("Cannot read the graph: " + e.getMessage());
            throw new ConfigException(source, problems);
        }
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigException(source, problems);
        }
    }

    private Value input() {
        List<String> names =
                model.inputs().stream().map(i -> Names.shown(i.getName())).toList();
        if (names.size() != 1) {
            throw new UnreadableException("it has " + names.size() + " inputs " + names + " (must have one)");
        }
        ValueInfoProto input = model.inputs().get(0);
        TypeProto.Tensor type = input.getType().getTensorType();
        if (type.getElemType() != DataType.FLOAT.getNumber() && !model.readsIntegers()) {
            throw new UnreadableException("input " + names.get(0) + " holds " + DataType.forNumber(type.getElemType())
                    + " (must be FLOAT, or INT32 or INT64 for tokens)");
        }
        return value(names.get(0), type.getShape().getDimList());
    }

    private Value value(String name, List<Dimension> dims) {
        List<Integer> sizes = TensorReader.dims(
                dims.stream().skip(1).map(Dimension::getDimValue).toList());
        boolean fixed = sizes.stream().allMatch(size -> size > 0);
        if (!fixed || sizes.isEmpty() || sizes.size() > 3) {
            throw new UnreadableException("input " + name + " has the dims " + shown(sizes) + " after the batch"
                    + " (must be features, channels and positions, or channels, height and width, of fixed sizes;"
                    + " python -m onnxruntime.tools.make_dynamic_shape_fixed writes a file with sizes of your choice)");
        }
        return channels.value(sizes, model.batch());
    }

    /** Sizes with a question mark for each that the file leaves open. */
    private static List<String> shown(List<Integer> sizes) {
        return sizes.stream().map(size -> size > 0 ? String.valueOf(size) : "?").toList();
    }

    private void read(NodeProto node, Tensors tensors) {
        Optional<OnnxReading> reading = OnnxOperators.reading(node);
        boolean lost = node.getInputList().stream().anyMatch(tensors::isLost);
        if (reading.isEmpty()) {
            problems.add("Cannot read " + Names.of(node) + ": unsupported operator");
        } else if (!lost && read(reading.get(), node, tensors)) {
            return;
        }
        node.getOutputList().forEach(tensors::lose);
    }

    private boolean read(OnnxReading reading, NodeProto node, Tensors tensors) {
        try {
            requireKnown(node, tensors);
            if (!Folding.fold(node, tensors)) {
                reading.read(new OnnxNode(node, tensors));
            }
            return true;
        } catch (UnreadableException | IllegalArgumentException | ArithmeticException e) {
            problems.add("Cannot read " + Names.of(node) + ": " + e.getMessage());
            return false;
        }
    }

    private static void requireKnown(NodeProto node, Tensors tensors) {
        for (String input : node.getInputList()) {
            if (!input.isEmpty() && !tensors.isKnown(input)) {
                throw new UnreadableException("there is no tensor " + Names.shown(input));
            }
        }
        if (node.getOutputCount() == 0) {
            throw new UnreadableException("it has no output");
        }
    }

    private ImportedNetwork finished(Tensors tensors) {
        List<Value> outputs = new ArrayList<>();
        for (String output : model.outputs()) {
            outputs.add(tensors.value(output)
                    .filter(Value.class::isInstance)
                    .map(Value.class::cast)
                    .orElseThrow(
                            () -> new UnreadableException("output " + Names.shown(output) + " depends on no input")));
        }
        if (outputs.stream().map(Value::node).distinct().count() != 1) {
            throw new UnreadableException("it has outputs "
                    + model.outputs().stream().map(Names::shown).toList() + " (must have one, or one and its Softmax)");
        }
        ImportedNetwork read = tensors.assembly().build(outputs.get(0).node());
        if (model.readsIntegers() && read.network().tokens().isEmpty()) {
            throw new UnreadableException("its input holds integers that are not read as tokens (must be FLOAT)");
        }
        return read;
    }
}
