package io.espalier.result;

import org.jspecify.annotations.Nullable;

/**
 * One row of the {@code exports} table: one network that was exported and then executed.
 *
 * @param file path of its first file
 * @param bytes of the network in its files; of a codec's format the same as the trial's {@code bytes}
 * @param runtime name and version of what executed it; {@code examples} of the test part that it did
 * @param testError the task's own measure of those: in a classification the fraction that it got wrong, in a regression the
 *     root mean squared error in the target's own unit
 * @param logitDifference largest absolute difference of an output to the engine's: of a logit, or of a value in its own unit
 * @param flash bytes of constants that a device needs; {@code ram} of its arena; null where the runtime decides
 * @param measure which measure {@code testError} is, as columns of trials are called; null in older rows, all of
 *     classifications
 */
public record ExportRow(
        String trialId,
        String format,
        String file,
        long bytes,
        String runtime,
        int examples,
        double testError,
        double logitDifference,
        @Nullable Long flash,
        @Nullable Long ram,
        String codeVersion,
        String cpu,
        String exportedAt,
        @Nullable String measure) {}
