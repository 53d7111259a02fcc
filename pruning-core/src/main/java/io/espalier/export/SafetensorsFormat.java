package io.espalier.export;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.engine.Engine;
import java.util.Map;

/** A safetensors file with a tensor for each parameter, see {@link DeployedFile}. */
@Name("safetensors")
public record SafetensorsFormat() implements ExportFormat {
    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) {
        String file = name + ".safetensors";
        return new EncodedFile(
                name(), network, file, Map.of(file, DeployedFile.write(network)), (bytes, scaled) -> Engine.ofProcess()
                        .logits(network.network(), DeployedFile.weights(bytes, network.network()), scaled));
    }
}
