package io.espalier.export;

import io.espalier.binding.Canonical;
import io.espalier.codec.Codec;
import io.espalier.codec.EncodedNetwork;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.SnapshotFile.Parser;
import io.espalier.snapshot.Tensor;
import io.espalier.storage.DamagedException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A deployed network as a safetensors file: one tensor per parameter under the parameter's name, the scaling as {@code
 * input.shift} and {@code input.scale} in doubles, that of values as {@code output.shift} and {@code output.scale}, and in the metadata {@code network} (its structure as JSON), {@code
 * codec}, {@code labels} and the lineage. Without the parameters it describes the file of a codec that lies beside it.
 */
public final class DeployedFile {
    /** What the name of a description ends with, behind the name of the file that it describes. */
    public static final String DESCRIPTION = ".network";

    private static final String NETWORK = "network";
    private static final String CODEC = "codec";

    private DeployedFile() {}

    /** With the parameters. */
    public static byte[] write(DeployedNetwork network) {
        Map<String, Tensor> tensors = ScalingTensors.write(network);
        put(tensors, network.network(), network.weights().values());
        return Safetensors.of(tensors, metadata(network, network.encoded().codec()))
                .toBytes();
    }

    private static void put(Map<String, Tensor> tensors, Network network, float[] weights) {
        for (Layout.Slot slot : network.layout().slots()) {
            tensors.put(
                    slot.parameter().name(),
                    Tensor.of(slot.parameter().dims(), Arrays.copyOfRange(weights, slot.offset(), slot.end())));
        }
    }

    /** Without them, for a file of this codec. */
    static byte[] describe(DeployedNetwork network, Codec codec) {
        return Safetensors.of(ScalingTensors.write(network), metadata(network, codec))
                .toBytes();
    }

    private static SortedMap<String, String> metadata(DeployedNetwork network, Codec codec) {
        SortedMap<String, String> metadata = Metadata.of(network);
        metadata.put(NETWORK, Canonical.json(NetworkDescription.of(network.network())));
        metadata.put(CODEC, Canonical.json(codec));
        return metadata;
    }

    /** The parameters in a file with all of them, by the network's layout. */
    static float[] weights(byte[] file, Network network) throws DamagedException {
        Map<String, Tensor> tensors = Safetensors.parse(file).tensors();
        float[] weights = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            Tensor tensor = tensors.get(slot.parameter().name());
            if (tensor == null || !tensor.dims().equals(slot.parameter().dims())) {
                throw new DamagedException(
                        NETWORK,
                        "it has no " + slot.parameter().name() + " of "
                                + slot.parameter().dims());
            }
            System.arraycopy(
                    tensor.floats(), 0, weights, slot.offset(), slot.parameter().size());
        }
        return weights;
    }

    /**
     * Turns the file of a codec into one with a tensor per parameter.
     *
     * @param description of the network, as it lies beside the file
     * @throws DamagedException if the two are not a pair
     */
    public static byte[] decode(byte[] encoded, byte[] description, Parser parser) throws DamagedException {
        Safetensors described = Safetensors.parse(description);
        try {
            Network network = parser.parse(required(described, NETWORK), NetworkDescription.class)
                    .network();
            Codec codec = parser.parse(required(described, CODEC), Codec.class);
            float[] weights = EncodedNetwork.ofFile(codec, encoded).decode(network);
            Map<String, Tensor> tensors = new TreeMap<>(described.tensors());
            put(tensors, network, weights);
            return Safetensors.of(tensors, described.metadata()).toBytes();
        } catch (IllegalArgumentException e) {
            throw new DamagedException(NETWORK, String.valueOf(e.getMessage()));
        }
    }

    private static String required(Safetensors file, String key) {
        String value = file.metadata().get(key);
        if (value == null) {
            throw new IllegalArgumentException("its description has no " + key);
        }
        return value;
    }
}
