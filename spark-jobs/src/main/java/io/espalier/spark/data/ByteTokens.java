package io.espalier.spark.data;

import io.espalier.binding.Name;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The 256 bytes, of a text in UTF-8. */
@Name("bytes")
public record ByteTokens() implements Tokenizer {
    private static final int BYTES = 256;

    @Override
    public Tokens open() {
        Map<String, Integer> places =
                IntStream.range(0, BYTES).boxed().collect(Collectors.toMap(Object::toString, place -> place));
        return new Tokens(places, ByteTokens::bytes, "byte", "bytes");
    }

    private static Stream<String> bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).mapToObj(i -> Integer.toString(Byte.toUnsignedInt(bytes[i])));
    }
}
