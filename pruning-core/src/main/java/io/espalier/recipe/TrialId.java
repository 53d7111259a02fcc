package io.espalier.recipe;

import static io.espalier.schema.InvalidValueException.check;

import io.espalier.schema.Canonical;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names a trial by its content: the first 64 bits of the SHA-256 of its canonical JSON. The chance that two of a million
 * trials share one is 3e-8.
 *
 * @param hex 16 lower-case hexadecimal digits
 */
public record TrialId(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");

    public TrialId {
        check(HEX.matcher(hex).matches(), "trial-id", hex, "be 16 lower-case hexadecimal digits");
    }

    public static TrialId of(Trial trial) {
        byte[] text = Canonical.json(trial).getBytes(StandardCharsets.UTF_8);
        return new TrialId(HexFormat.of().formatHex(sha256().digest(text), 0, 8));
    }

    @Override
    public String toString() {
        return hex;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every Java platform has SHA-256", e);
        }
    }
}
