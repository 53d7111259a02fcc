package io.espalier.export;

import io.espalier.data.Dataset;
import io.espalier.engine.Engine;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights in a file, executed by Espalier itself on what comes back from it.
 *
 * @param main name of the file with the weights: the one whose bytes count
 */
record EncodedFile(
        String format, DeployedNetwork network, String main, SortedMap<String, byte[]> files, Reading reading)
        implements Artifact {
    /** What the network in the main file gives for scaled examples, itself scaled. */
    @FunctionalInterface
    interface Reading {
        float[] outputs(byte[] file, Dataset scaled) throws IOException;
    }

    EncodedFile(String format, DeployedNetwork network, String main, Map<String, byte[]> files, Reading reading) {
        this(format, network, main, new TreeMap<>(files), reading);
    }

    @Override
    public long bytes() {
        return file().length;
    }

    private byte[] file() {
        return files.getOrDefault(main, new byte[0]);
    }

    @Override
    public String runtime() {
        return Engine.ofProcess().info().name();
    }

    @Override
    public double[] outputs(Dataset raw) throws ExportException {
        try {
            return network.outputs()
                    .restored(reading.outputs(file(), network.scaling().apply(raw)));
        } catch (IOException | IllegalArgumentException e) {
            throw new ExportException(format, e);
        }
    }
}
