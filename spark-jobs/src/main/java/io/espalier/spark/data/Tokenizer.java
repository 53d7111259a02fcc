package io.espalier.spark.data;

import java.io.IOException;
import java.util.List;

/** How a text is cut into tokens. */
public sealed interface Tokenizer permits CharacterTokens, ByteTokens, VocabularyTokens {
    /**
     * What does it.
     *
     * @throws IOException if its vocabulary cannot be read
     */
    Tokens open() throws IOException;

    /** Whether a text with a piece that is no token is rejected. */
    default boolean refusesUnknown() {
        return false;
    }

    /** Files that it reads. */
    default List<String> paths() {
        return List.of();
    }
}
