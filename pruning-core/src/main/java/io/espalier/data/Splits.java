package io.espalier.data;

import io.espalier.binding.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The three parts that never mix: weights are fitted on {@code train}, every choice is made on {@code validation},
 * {@code test} is read once per trial.
 *
 * @param hash SHA-256 of all three parts, in hex: the data's part in every step key
 * @param preparation what made the parts of raw examples; not kept in a {@link SplitsFile}
 */
public record Splits(Dataset train, Dataset validation, Dataset test, String hash, Preparation preparation) {

    /** The three parts with their hash: over shape, outputs, and each part's size, features and targets, the features once
     * more as doubles where floats do not hold them, and the weights where there are some. */
    public static Splits of(Dataset train, Dataset validation, Dataset test) {
        return of(train, validation, test, Preparation.none(train));
    }

    /** The same, of examples that were prepared. */
    static Splits of(Dataset train, Dataset validation, Dataset test, Preparation preparation) {
        return new Splits(train, validation, test, hash(train, validation, test), preparation);
    }

    /** Train, validation, test. */
    List<Dataset> parts() {
        return List.of(train, validation, test);
    }

    private static String hash(Dataset... parts) {
        Sha256 hash = new Sha256();
        hash.add(StandardCharsets.US_ASCII.encode("espalier splits 1"));
        LittleEndian bytes = new LittleEndian();
        try {
            for (Dataset part : parts) {
                bytes.write(header(part), hash::add);
                bytes.write(part.features(), hash::add);
                bytes.write(part.targets().words(), hash::add);
                bytes.write(part.exactBits(), hash::add);
                if (part.weights().isPresent()) {
                    hash.add(StandardCharsets.US_ASCII.encode("weights"));
                    bytes.write(part.weights().get().floats(), hash::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hash.hex();
    }

    private static int[] header(Dataset part) {
        return new int[] {
            part.shape().channels(),
            part.shape().height(),
            part.shape().width(),
            part.targets().outputs(),
            part.size()
        };
    }
}
