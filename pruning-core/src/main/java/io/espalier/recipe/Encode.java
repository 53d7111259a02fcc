package io.espalier.recipe;

import io.espalier.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Puts the weights into a format and takes them out again. From here on the network ships in this format: every row has
 * its size in it and is measured on what it decodes to, whatever trains the network afterwards.
 *
 * @param codec the format
 * @param label a name that a later rewind can go back to
 */
public record Encode(Codec codec, @Nullable String label) implements Step {}
