package io.espalier.export;

import io.espalier.binding.Variant;
import io.espalier.codec.Codec;
import io.espalier.codec.EncodedNetwork;
import io.espalier.data.Dataset;
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
                bytes -> encoded.codec().decode(network.network(), bytes));
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
