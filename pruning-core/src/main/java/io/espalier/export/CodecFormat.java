package io.espalier.export;

import io.espalier.binding.Variant;
import io.espalier.codec.Codec;
import io.espalier.codec.EncodedNetwork;
import io.espalier.data.Dataset;
import io.espalier.engine.Engine;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.int8.ActivationTable;
import io.espalier.export.int8.IntegerInference;
import io.espalier.network.Network;
import java.util.Map;

/**
 * The file of a codec, as long as the trial's {@code bytes} where it is the trial's own codec, and a description of the
 * network beside it that {@code decode} reads it with.
 *
 * @param codec with its defaults, for networks that ship in another
 */
record CodecFormat(Codec codec) implements ExportFormat {
    @Override
    public String name() {
        return Variant.nameOf(codec);
    }

    @Override
    public boolean isExact() {
        return codec.isExact();
    }

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        EncodedNetwork encoded = encoded(network);
        String file = name + "." + name();
        return new EncodedFile(
                name(),
                network,
                file,
                Map.of(
                        file,
                        encoded.file(),
                        file + DeployedFile.DESCRIPTION,
                        DeployedFile.describe(network, encoded.codec())),
                (bytes, scaled) -> logits(network.network(), EncodedNetwork.ofFile(encoded.codec(), bytes), scaled));
    }

    private static float[] logits(Network network, EncodedNetwork encoded, Dataset scaled) {
        float[] weights = encoded.decode(network);
        return encoded.codec().roundsActivations()
                ? IntegerInference.logits(
                        ActivationTable.read(FusedNetwork.of(network, weights), encoded.activations()), scaled)
                : Engine.ofProcess().logits(network, weights, scaled);
    }

    private EncodedNetwork encoded(DeployedNetwork network) throws ExportException {
        EncodedNetwork own = network.encoded();
        if (Variant.nameOf(own.codec()).equals(name())) {
            return own;
        }
        try {
            return EncodedNetwork.of(codec, network.network(), network.weights().values());
        } catch (IllegalArgumentException e) {
            throw new ExportException(name(), e);
        }
    }
}
