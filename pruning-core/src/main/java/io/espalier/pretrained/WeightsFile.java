package io.espalier.pretrained;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.network.NetworkFamily;

/**
 * Initial weights of a sweep's network.
 *
 * @param safetensors the path of a safetensors file with a tensor for each parameter, found by name
 */
public record WeightsFile(String safetensors) {
    public WeightsFile {
        check(!safetensors.isBlank(), "safetensors", safetensors, "be the path of a safetensors file");
    }

    /** A network that begins with them. */
    public NetworkFamily of(NetworkFamily network) {
        return new Pretrained(network, safetensors);
    }
}
