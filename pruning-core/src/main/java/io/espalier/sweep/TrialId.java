package io.espalier.sweep;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Canonical;
import io.espalier.binding.Sha256;
import java.util.regex.Pattern;

/**
 * Names a trial by its content: the first 64 bits of the SHA-256 of its canonical JSON. The chance that two of a million
 * trials share one is 3e-8.
 *
 * @param hex 16 lower-case hexadecimal digits
 */
public record TrialId(String hex) {
    private static final int DIGITS = 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");

    public TrialId {
        check(HEX.matcher(hex).matches(), "trial-id", hex, "be 16 lower-case hexadecimal digits");
    }

    public static TrialId of(Trial trial) {
        return new TrialId(Sha256.of(Canonical.json(trial)).substring(0, DIGITS));
    }

    @Override
    public String toString() {
        return hex;
    }
}
