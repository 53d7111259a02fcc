package io.espalier.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How targets of one kind stand in a {@link SplitsFile}: a tensor for each part, and what all parts share as metadata. */
interface TargetsTensor {
    /** Its name behind that of the part, as in {@code train.labels}. */
    String name();

    /** Its type, as safetensors has it. */
    String type();

    /** Words of four bytes for each example. */
    int wordsEach();

    /** Adds the shape of so many examples. */
    void describe(int examples, ArrayNode shape);

    /** Adds what all parts share. */
    void describe(ObjectNode metadata);

    /** The targets of one part. */
    Targets read(int[] words);
}
