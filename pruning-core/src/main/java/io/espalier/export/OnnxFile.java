package io.espalier.export;

import ai.onnxruntime.OrtException;
import io.espalier.data.Dataset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An ONNX model, executed by ONNX Runtime.
 *
 * @param format that made it
 */
record OnnxFile(
        String format,
        String name,
        @SuppressWarnings("ArrayRecordComponent") byte[] model) implements Artifact {
    @Override
    public SortedMap<String, byte[]> files() {
        return new TreeMap<>(Map.of(name, model));
    }

    @Override
    public String runtime() {
        return OnnxSession.version();
    }

    @Override
    public double[] outputs(Dataset raw) throws ExportException {
        try (OnnxSession session = OnnxSession.of(model)) {
            return session.outputs(raw);
        } catch (OrtException e) {
            throw new ExportException(format, e);
        }
    }
}
